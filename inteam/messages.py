"""The sentence for each code of an error: what is wrong, then what to do. One block for each feature."""

from collections.abc import Mapping

from inteam.errors import InteamError

SENTENCES: dict[str, str] = {
    # any feature
    "required": "Enter a value.",
    "in_future": "The date must be today or earlier.",
    "in_past": "The date must be today or later.",
    "too_long": "This is too long. Shorten it.",
    "unknown": "Choose one from the list.",
    "bad_characters": "This has a character that cannot be stored. Remove it.",
    "out_of_range": "The number is out of range.",
    "not_allowed": "Your role does not allow this. Ask your manager.",
    "InputError": "Something in the form cannot be accepted. Check the marked fields.",
    "DeniedError": "Your role does not allow this. Ask your manager.",
    "ConflictError": "Someone else changed this while you were working. Compare both, then save again.",
    "StoreError": "The database cannot be reached. Nothing was saved. Your words are kept here: try again.",
    "CancelledError": "Stopped. Everything is as it was before.",
    "changed_since": "Someone else has changed this since you opened it. Nothing was overwritten. Compare both.",
    "gone": "This is no longer there. Someone may have withdrawn it.",
    "cannot_undo": "This can no longer be undone, because it has been changed since.",
    "disk_full": "The disk is full. Nothing was saved. Free some space, then save again.",
    "busy": "Another process is writing to the file. Nothing was saved. Try again in a moment.",
    "damaged": "The file is damaged. Nothing was saved. Open the latest backup and tell your administrator.",
    "read_only": "The file cannot be written to. Nothing was saved. Check the permissions of its folder.",
    # the local file and its keys
    "not_found": "There is no file {file} here. Check the name, or make a new file.",
    "exists": "{file} is there already. Choose another name: nothing was overwritten.",
    "is_folder": "{file} is not a file. Choose an INTeam file.",
    "folder_missing": "The folder {folder} is not there. Make it first, or choose another.",
    "folder_read_only": "The folder {folder} cannot be written to. Choose another folder, or ask for the right to write there.",
    "file_read_only": "{file} cannot be written to. Ask for the right to write it, then open it again.",
    "on_share": "The file lies on a network share ({kind}). Move it to a disk of this computer: on a share, saves can be lost.",
    "in_synced": "The file lies in {folder}, which is synchronised. Move it to a folder that is not: copies made while saving are damaged.",
    "truncated": "{file} is cut short or empty. Open the latest backup.",
    "not_encrypted": "{file} is an unencrypted database, not an INTeam file. Choose another file.",
    "foreign": "The file was not made by INTeam. Choose another file.",
    "file_newer": "The file was made by a newer version of INTeam (tables {revision}; here {known}). Install the newer version.",
    "in_use": "The file is open in another INTeam on this computer (process {process}). Close it there first.",
    "in_use_elsewhere": "The file was last open on the computer {computer} and not closed. Close it there; if that computer is switched off, delete {lock}.",
    "keys_missing": "The key file {keys} is missing. Put it back beside the database: without it nobody can open the records.",
    "keys_damaged": "The key file is damaged, and so is its copy. Put both back from a backup.",
    "keys_newer": "The key file was made by a newer version of INTeam. Install the newer version.",
    "keys_of_another": "The key file belongs to another file. Put the right one back beside the database.",
    "wrong_key": "The key does not open this file, or the file is damaged. Nothing was changed. Open the latest backup.",
    "wrong_passphrase": "That is not the passphrase. Check Caps Lock and try again.",
    "wrong_recovery": "That is not the recovery code of this file. Check that the sheet is for this file.",
    "too_many_tries": "There were too many wrong tries. Wait {seconds} seconds, then try again.",
    "passphrase_needed": "This file needs its passphrase. Give it with --passphrase-file FILE, or - for standard input.",
    "clock_back": "This computer's clock says {today}, but the records were last changed on {last}. Set the clock right first.",
    "no_copy": "No copy could be made before bringing the file up to this version, so nothing was changed. Free some space and try again.",
    "not_equal": "The new file was not equal to the old one, so the old one was kept. Nothing was changed.",
    "passphrase_short": "Use at least 12 characters. Three or four words together are easy to remember.",
    "passphrase_common": "This is one of the first that anybody would try. Choose other words.",
    "passphrase_published": "This passphrase is published and opens demonstrations only. Choose other words.",
    "passphrase_differs": "The two are not the same. Type the passphrase again.",
    "recovery_length": "A recovery code has 33 letters and digits; this has {letters}. Check the sheet.",
    "recovery_letters": "A recovery code has only digits and the letters on the sheet. Check what was typed.",
    "recovery_check": "There is a mistake in the code: its last character does not fit. Check it group by group.",
    "recovery_differs": "This is not the recovery code that was shown. Check it group by group.",
    "recovery_untested": "A live file needs its recovery code typed back first.",
    "last_slot": "A file keeps its passphrase and its recovery code. Change them instead.",
    "demo_not_live": "A demonstration can never be made live. Make a new file for real people.",
    "no_keyring": "This computer has no keyring that may keep the key, so the passphrase is asked for at each start.",
    "passphrase_file": "The passphrase file {file} cannot be read. Check its name and who may read it.",
    "passphrase_encoding": "The passphrase is not UTF-8 text. Save the file as UTF-8.",
    "as_of": "The date {given} is not a day such as 2026-11-19.",
    "people_range": "A demonstration has from 1 to 1,000,000 people.",
    "live_or_demo": "A demonstration can never be live. Leave out --demo or --live.",
    "demo_option": "--as-of and --seed belong to --demo.",
    "create_passphrase": "A new file needs a passphrase. Give it with --passphrase-file FILE, or - for standard input.",
    "check_findings": "The check found {count} things that are wrong. They are listed above.",
    "server_newer": "The database was set up by a newer version of INTeam. Install the newer version.",
    "server_older": "The database is of an older version. Ask whoever looks after the server to bring it up to this one.",
    "server_unreachable": "The server {host} does not answer. Check the address and the network.",
    "server_refused": "The server does not accept this name and password. Check both.",
    "server_address": "This is not the address of a PostgreSQL database. It begins with postgresql://",
    "server_empty": "The database has no INTeam tables that this version knows. Ask whoever looks after the server.",
    # organisations
    "open_work": "This person still owns open work. Hand it over first.",
    "cycle": "A team cannot contain itself.",
    "ods_code_taken": "Another open organisation has this code.",
    "somebody_else": "Choose somebody else: nobody can stand in for themselves.",
    "before_start": "The end cannot be before the start.",
    # careplans
    "plan_locked": "This version is agreed and cannot be changed. Start the next version.",
    "plan_not_open": "This version has been superseded or ended. Open the newest one.",
    "plan_needs_professional": "A professional must sign. Add your own sign-off.",
    "unable_needs_reason": "Say why it could not be signed.",
    "not_agreed_needs_reason": "The person has not agreed. Say why; it is printed on page 1.",
    "need_without_action": "Add an action for this need, or say that the person wants none.",
    "what_matters_required": "Write what matters to the person, or say why nobody has.",
    "review_in_past": "The review date must be after today.",
    "contingency_needs_step": "Add at least one step: what to do, and who does it.",
    "step_needs_who": "Say who does this step.",
    "own_words_of_another": "These are the person's own words, written down by a colleague. Add underneath instead.",
    "withheld_needs_role": "Say which role can be asked about it.",
    "withheld_from_nobody": "Choose whose copies leave it out.",
    "draft_not_for_others": "Only the person may be given a draft. Get the plan agreed first.",
}


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The sentence for a code, its blanks filled from facts."""
    words = SENTENCES[code]
    return words.format_map(facts) if facts else words


def sentences(error: InteamError) -> dict[str, str]:
    """Field name → sentence, "" for what is about no one field."""
    return {name: sentence(code, error.facts) for name, code in error.problems.items()}
