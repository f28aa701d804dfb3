"""The sentences of contact notes; a note is an opening, what was talked about, and what comes next."""

from random import Random

OPENINGS: dict[str, tuple[str, ...]] = {
    "phone": (
        "Rang at the agreed time; {she} answered on the second ring.",
        "{She} sounded tired but glad of the call.",
        "Spoke for some time; {she} was in good spirits.",
        "{She} was short at first, then warmed up.",
        "Line was poor, so we kept it brief and I rang back.",
        "{Rel} answered and passed the phone over.",
        "{She} had been waiting by the phone.",
        "Caught {her} between appointments.",
    ),
    "home": (
        "Visited at home; the house was warm and tidy.",
        "Visited at home; post unopened on the stairs.",
        "{She} met me at the gate, walking better than last time.",
        "{Rel} was there for the first half of the visit.",
        "Visit began late because the carer was still there.",
        "Kitchen clean, fridge nearly empty.",
        "Heating was off although it was cold outside.",
        "{She} showed me the garden first.",
    ),
    "practice": (
        "Met at {practice}; {she} came by bus on {own} own.",
        "Met at {practice}; {she} was early.",
        "{She} came with {rel} and asked to be seen alone, which we did.",
        "Came in although it was raining and {she} does not like going out.",
    ),
    "community": (
        "Met at the library cafe, {own} choice.",
        "Walked round the harbour while we talked.",
        "Met at the community centre after the lunch club.",
        "Sat in on the first half hour of the group together.",
    ),
    "video": (
        "Video worked at the second try.",
        "{She} propped the tablet on the bread bin so that I could see {her}.",
        "Three-way video call; everybody could hear.",
    ),
    "text": (
        "Texted as agreed; answered within the hour.",
        "Sent a reminder by text.",
        "Replied by text to {own} question.",
    ),
}

TALK: dict[str, tuple[str, ...]] = {
    "loneliness_isolation": (
        "Enjoyed the taster walk and met two neighbours from {street}.",
        "Says that evenings are still the hardest part of the day.",
        "Has swapped telephone numbers with a woman from the {group}.",
        "Went to the {group} twice this {period} and means to go again.",
        "Did not go to the {group} because of the weather.",
        "Talked for a long time about {own} years at the {work}.",
        "Would like to cook for somebody other than {herself}.",
        "{Rel} rings on Sundays; the rest of the week is quiet.",
        "Walked to {street} and back with the {day} group.",
        "Asked whether there is anything on at weekends.",
    ),
    "low_mood_anxiety": (
        "Slept {hours} hours last night, which is better than it was.",
        "Left the house on {count} days this {period}.",
        "Practised the breathing exercise and says that it takes the edge off.",
        "Says that mornings are heavy until about eleven.",
        "Is reading again for the first time since {season}.",
        "Worried about {rel} more than about {herself}.",
        "Asked directly about thoughts of suicide: none.",
        "Asked about thoughts of suicide: passing thoughts, no plan; safety plan read through together.",
        "Has stopped checking the door more than once.",
        "Bus to {street} is manageable with headphones on.",
    ),
    "money_debt_benefits": (
        "Opened {count} letters together; {two} were about council tax.",
        "The payment plan of {pounds} pounds a week is holding.",
        "Brought the bank statement; rent is {count} weeks behind.",
        "Attendance Allowance has come through, backdated to {season}.",
        "Universal Credit journal message answered together.",
        "The prepayment meter is topped up until {day}.",
        "Has cancelled {two} subscriptions that {she} did not use.",
        "Rang the water company; moved to the lower tariff.",
        "The debt adviser can see {her} on {day}.",
        "Tribunal date is set; papers to be copied.",
    ),
    "housing_homelessness": (
        "Damp on the bedroom wall is back; photographs sent to the landlord.",
        "Viewing of the ground-floor flat on {street} is on {day}.",
        "Housing officer promised an answer within {count} working days.",
        "Stairlift survey done; waiting for the grant.",
        "The boiler has been mended after {count} days without hot water.",
        "Staying with {rel} until the room is ready.",
        "Bidding on two properties each {day}.",
    ),
    "frailty_falls": (
        "No falls since the last visit.",
        "Slipped on the back step on {day}; a bruise, no more.",
        "Uses the frame indoors and the stick outside.",
        "Pendant alarm tested; the responder answered in under a minute.",
        "Does the sit-to-stand exercise {count} times each morning.",
        "Bath board fitted; used it twice without help.",
        "Afraid of the dark path to the bins.",
        "Grip is weaker on the left; will tell the physiotherapist.",
        "Weight is steady; eats two meals and a pudding.",
    ),
    "carer_stress": (
        "Up {count} times in the night with {rel}.",
        "The sitting service came on {day}; {she} went to the hairdresser.",
        "Has not had a day off since {season}.",
        "Carer's assessment is booked for {day}.",
        "Cried when I asked how {she} was, not how {rel} was.",
        "The emergency card is in {own} purse and on the fridge.",
    ),
    "gambling_own": (
        "No bets for {count} weeks.",
        "Lost {pounds} pounds on {day} and rang me the next morning.",
        "The bank block is on; the app was taken off the phone.",
        "Walks the long way home so as not to pass the shop on {street}.",
        "Has told {rel} about the debts; it went better than feared.",
        "Urges are strongest on {day} evenings.",
        "Session {count} of the treatment went well.",
    ),
    "bereavement": (
        "The anniversary is in {season}; we planned the day.",
        "Has given the coats to the hospice shop.",
        "Talked about {rel} and laughed for the first time.",
        "Still sleeps on {own} own side of the bed.",
        "Counselling begins on {day}.",
    ),
    "long_term_condition_support": (
        "Breathing is easier since the new inhaler.",
        "Missed {two} doses last {period}; the blister pack comes on {day}.",
        "Ankles swollen; rang the heart failure nurse from the house.",
        "Blood sugar diary filled in for {count} days of seven.",
        "Three appointments moved to one morning at {practice}.",
        "Knows now which tablets are for the morning.",
    ),
    "employment_training": (
        "CV finished; two copies printed.",
        "Interview at the {work} on {day}.",
        "Volunteered at the community cafe for {count} hours.",
        "Occupational health suggests a phased return.",
    ),
    "dementia_memory": (
        "Remembered my name and the song from the {group}.",
        "Found the way home from {street} with the help of a neighbour.",
        "Labels on the cupboards help.",
        "{Rel} has signed up for the carers' course.",
    ),
    "food_poverty": (
        "Pantry card works; came home with two bags.",
        "Voucher sent for {day}.",
        "Cooked the lentil recipe with the children.",
        "Fuel voucher of {pounds} pounds applied for.",
    ),
}

CLOSINGS: tuple[str, ...] = (
    "Will ring again on {day}.",
    "{She} will think it over and tell me on {day}.",
    "Agreed to keep to one small step this {period}.",
    "Wants {rel} to come to the next review.",
    "Asked me to write it down, which I did in large print.",
    "Consent to speak to {practice} confirmed.",
    "No change in risk.",
    "{She} knows whom to ring if it gets worse.",
    "Happy with the plan as it stands.",
    "Asked for a copy of the plan by post.",
    "Next time we go together.",
    "{She} will bring the letters.",
)

ATTEMPTS: dict[str, tuple[str, ...]] = {
    "no_answer": (
        "Rang twice, no answer.",
        "No answer; will try in the afternoon.",
        "Rang out. Not safe to leave a message.",
    ),
    "voicemail_left": (
        "Left a message with my first name and number only.",
        "Left a message as agreed; no service named.",
    ),
    "wrong_number": ("The number belongs to somebody else now; asked the practice for another.",),
    "text_sent": ("Sent a text asking for a good time to ring.", "Text sent; no answer yet."),
    "letter_sent": ("Wrote in 18 point with two dates to choose from.", "Letter sent with a stamped envelope."),
    "visited_no_reply": (
        "Knocked, lights on, no reply; card left with the number.",
        "No reply; a neighbour said all is well.",
    ),
    "voicemail_not_left": ("Voicemail came on; no message, because it is not known to be safe.",),
    "email_sent": ("Sent an e-mail with three times to choose from.", "E-mailed the booking link; no answer yet."),
    "answered": ("{She} answered but could not talk; asked to be rung on {day}.",),
    "third_party_answered": ("{Rel} answered; said only that I would ring again.",),
}

LIAISON: tuple[str, ...] = (
    "Spoke to {gp}: agrees to see {her} on {day}.",
    "Rang {practice} about the repeat prescription; ready on {day}.",
    "E-mail from the housing officer: an answer within {count} days.",
    "Talked to the district nurse about the dressing on {own} leg.",
    "Physiotherapist has offered a place in the class on {day}.",
    "Social worker confirms the review for {season}.",
    "Asked the pharmacist whether the two tablets go together: they do.",
    "The school nurse will ring {rel}.",
    "Befriending service has matched {her} with a volunteer from {street}.",
    "Ambulance service sent the note of {day}: no injury, not taken in.",
)

GROUPS = ("walking group", "lunch club", "craft table", "singing group", "men's shed", "green gym", "knit and natter")
WORKS = ("fish dock", "bakery", "bus depot", "cotton mill", "post office", "school kitchen", "telephone exchange")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
SEASONS = ("spring", "Easter", "the summer", "August", "last winter", "Christmas")
PRONOUNS = {"1": ("He", "him", "his", "himself"), "2": ("She", "her", "her", "herself")}


class NoteWriter:
    """Writes notes about one person, deterministically, from the bank."""

    def __init__(
        self, random: Random, *, sex: str, called: str, relative: str, practice: str, gp: str, street: str
    ) -> None:
        # Where no pronoun is known the name stands: it is never guessed.
        plain = (called, called, f"{called}'s", "anybody else")
        subject, object_, possessive, reflexive = PRONOUNS.get(sex, plain)
        self._random = random
        self._fixed = {
            "She": subject,
            "she": subject.lower() if sex in PRONOUNS else subject,
            "her": object_,
            "own": possessive,
            "herself": reflexive,
            "Rel": relative,
            "rel": relative,
            "practice": practice,
            "gp": gp,
            "street": street,
        }

    def fill(self, sentence: str) -> str:
        """The sentence with its blanks filled in."""
        pick = self._random.choice
        words = {
            **self._fixed,
            "group": pick(GROUPS),
            "work": pick(WORKS),
            "day": pick(DAYS),
            "season": pick(SEASONS),
            "period": pick(("week", "fortnight", "month")),
            "count": pick(("two", "three", "four", "five", "six")),
            "two": pick(("one", "two", "three")),
            "hours": pick(("four", "five", "six", "seven")),
            "pounds": pick(("5", "10", "20", "40", "60", "120")),
        }
        return sentence.format_map(words)

    def contact(self, place: str, codes: tuple[str, ...]) -> str:
        """A note of two to five sentences about the themes."""
        random = self._random
        sentences = [random.choice(OPENINGS[place])]
        for code in random.sample(codes, min(len(codes), random.choice((1, 1, 2)))):
            sentences += random.sample(TALK[code], random.choice((1, 2)))
        sentences.append(random.choice(CLOSINGS))
        return " ".join(self.fill(sentence) for sentence in sentences)

    def attempt(self, result: str) -> str:
        """A line about a try that did not reach the person."""
        return self.fill(self._random.choice(ATTEMPTS[result]))

    def liaison(self) -> str:
        """A line about talking to somebody else."""
        return self.fill(self._random.choice(LIAISON))
