"""What people say about themselves, and what is agreed for a bad day."""

ABOUT_ME: dict[str, tuple[str, ...]] = {
    "what_matters": (
        "I want to get back to the allotment and see my grandson on Sundays.",
        "My dog, my garden and being left to do things my own way.",
        "Seeing the children grow up, and not owing anybody money.",
        "Going to the mosque on Fridays without having to ask for a lift.",
        "Staying in my own house. I was born in this street.",
        "Being able to cook for people again.",
        "My music. I played the cornet in the works band for forty years.",
        "To feel safe in my own front room.",
        "Sleeping at night and not being frightened of the phone.",
        "Being asked first, before things are arranged.",
    ),
    "people_important": (
        "My daughter, who rings every evening, and my neighbour with the spare key.",
        "My brother, though we do not always speak.",
        "The women at the lunch club.",
        "My partner and our two boys.",
    ),
    "communication": (
        "Please ring, don’t text, and give me time to answer.",
        "Write it down for me as well, in big letters.",
        "Look at me when you speak; I read lips.",
        "Use plain words and one question at a time.",
    ),
    "wellness": ("A good day is up by eight, dressed, and out before dinner.", "I am well when I am busy."),
    "please_do": ("Knock, then wait.", "Tell me if you are going to be late.", "Ask how the garden is."),
    "please_dont": ("Don’t speak to my son before me.", "Please don’t call me love.", "Don’t come without ringing."),
    "how_to_support": ("Come with me the first time; after that I manage.", "Help me with forms, I do the rest."),
    "also_worth_knowing": ("I was a nurse for thirty years, so tell me straight.", "I cannot read very well."),
    "strengths": (
        "I am stubborn, and it has got me this far.",
        "I know everybody at the market.",
        "I can still laugh.",
    ),
    "carers_and_family": ("We would like one Sunday a month off.", "Please tell us when the plan changes."),
}
SECTIONS = tuple(ABOUT_ME)

CONTINGENCIES: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    # trigger, early signs, escalation, steps (what, who, telephone)
    (
        "If {given} falls and cannot get up",
        "Furniture walking, new bruises, not going out",
        "Ring 999 if there is pain in the hip or the head was hit.",
        (
            ("Press the pendant and stay warm", "{given}", ""),
            ("Responder comes with the key safe code", "Urgent community response", "01632 960555"),
            ("Tell {relative}", "Whoever is there", "07700 900321"),
        ),
    ),
    (
        "If {given} is very low at night",
        "Not eating, not answering the phone",
        "Ring 111 and choose option 2; 999 if life is in danger.",
        (
            ("Ring {relative} first", "{given}", "07700 900321"),
            ("Read the safety plan on the fridge", "{given}", ""),
            ("Ring the crisis line", "{given} or {relative}", "0800 0000 000"),
        ),
    ),
    (
        "If the breathing gets worse",
        "Ankles swollen, cannot lie flat",
        "Ring 999 if {given} cannot finish a sentence.",
        (
            ("Take the rescue pack as written on it", "{given}", ""),
            ("Ring the practice before ten", "{given}", "01632 960100"),
        ),
    ),
    (
        "If the money runs out before the end of the month",
        "Meter on emergency credit, skipping meals",
        "Ring the worker the same day; nobody goes without heat.",
        (
            ("Use the pantry card", "{given}", ""),
            ("Ring for a fuel voucher", "The worker", "01632 960222"),
        ),
    ),
)
DECISIONS: tuple[tuple[str, str, str], ...] = (
    # decision, options, what mattered
    (
        "Stay at home with two visits a day",
        "Move in with family; extra care flat; doing nothing",
        "Being in my own bed",
    ),
    (
        "Stop the sleeping tablets slowly",
        "Carry on; stop at once; cut down over eight weeks",
        "A clear head in the morning",
    ),
    ("Self-exclude for five years", "Six months; one year; five years; doing nothing", "Not having to decide again"),
)
QUESTIONS: tuple[str, ...] = (
    "After dark: how does {she} get home, and who responds to a fall?",
    "Who leads now that there are four of us, and who does {she} ring first?",
    "Can the tablets be looked at together before the next visit?",
    "Is it safe to visit alone, and who goes with whom?",
    "What would have to be in place for {her} to stay at home this winter?",
    "Two missed appointments: what is getting in the way?",
    "Does {rel} need a carer’s assessment in {own} own right?",
    "Who can help with the landlord before the notice runs out?",
    "Is the risk still high, and what has changed since the safety plan?",
)
DISCUSSIONS: tuple[str, ...] = (
    "{She} is doing better than a month ago. Evenings remain hard. {Rel} is willing to be called.",
    "Three services visit in the same week and none in the next. Visits to be spread out.",
    "The practice had not seen the latest blood result; it was found during the meeting.",
    "{She} has said what {she} wants more than once. The team will stop asking and start doing.",
    "Nobody has been inside the house since {season}. A joint visit was agreed.",
)
MDT_DECISIONS: dict[str, tuple[str, ...]] = {
    "care": ("Stays with the present worker as lead.", "Joint visit before anything else is changed."),
    "referral": ("Refer to the falls clinic.", "Refer to the tenancy support service."),
    "information": ("The practice is told of the change of medicine.", "{Rel} is given the plan, not the notes."),
    "safeguarding": ("Raise a safeguarding concern today.", "Concern stays open; review in two weeks."),
    "no_action": ("No change; the plan is working.", "Nothing further from this meeting at present."),
}
MDT_ACTIONS: tuple[tuple[str, str], ...] = (
    # text, owner's name
    ("Home hazard assessment, joint visit", "Hana Wells"),
    ("Winter lighting for the side path", "Tom Okafor"),
    ("Review night-time medicines", "Sade Bello"),
    ("Share {rel}’s number with the responders", "Tom Okafor"),
    ("Ask the pharmacist for a blister pack", "Ruth Jones"),
    ("Ring the housing officer for a date", "Aisha Carr"),
    ("Review the safety plan with the person", "Leo Marsh"),
    ("Ask about evening transport for lunch club", "Priya Nair"),
    ("Book a benefits check", "Carlton Reid"),
)
