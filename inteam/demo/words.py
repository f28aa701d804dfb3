"""What people say they need, and the goals, actions and signposts that follow; by issue code (domain.md 3.2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One issue: the referrer's words, the person's own, and what is then done about it."""

    code: str
    referrer: tuple[str, ...]
    person: tuple[str, ...]
    goals: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]  # text, kind of action
    outcomes: tuple[str, ...]
    signposts: tuple[str, ...] = ()


THEMES: tuple[Theme, ...] = (
    Theme(
        "loneliness_isolation",
        ("Lives alone, sees nobody from one week to the next.", "Lonely, low mood, rings the surgery most days."),
        (
            "Lonely since my husband died",
            "I have nobody to talk to after tea time",
            "The days are long and the phone never rings",
            "I used to know everybody on this street",
        ),
        ("Walks with a group twice a week", "Has company for Sunday lunch", "Knows two neighbours to call on"),
        (
            ("Review walking group goal", "worker_does"),
            ("Ring about Sunday lunch club", "worker_does"),
            ("Lunch club taster", "accompany"),
            ("Green gym: first session", "accompany"),
            ("Ask the befriending service for a start date", "onward_referral"),
            ("Try the Thursday craft table", "person_does"),
            ("Send large-print directory", "worker_does"),
        ),
        (
            "Goes to lunch club most weeks and has swapped numbers with two people.",
            "Tried it once, did not like the noise.",
        ),
        ("Silver Line", "Harbour Vale Men's Shed", "Quayside Library coffee morning"),
    ),
    Theme(
        "low_mood_anxiety",
        ("Anxious, not leaving the house since spring.", "Low since August, two missed clinic visits."),
        (
            "I wake at four and cannot stop thinking",
            "I get as far as the gate and turn round",
            "Everything is an effort at the moment",
            "I feel on edge on the bus",
        ),
        ("Leaves the house each day", "Sleeps without tablets", "Goes to the shops without ringing anybody first"),
        (
            ("Refer to Talking Therapies", "onward_referral"),
            ("Walk to the park and back, three times", "person_does"),
            ("Repeat the wellbeing questions", "worker_does"),
            ("Ask GP to review sleeping tablets", "other_professional"),
            ("Go together to the first relaxation class", "accompany"),
        ),
        ("Leaves the house most days now.", "Nights are still hard, days are better."),
        ("Every Mind Matters", "Crisis text line 85258"),
    ),
    Theme(
        "money_debt_benefits",
        ("Arrears and final notices on the table.", "Benefits stopped, does not know why."),
        (
            "I do not open the letters any more",
            "Money worries since my hours were cut",
            "I am behind with the rent and the council tax",
            "I do not know what I can claim",
        ),
        ("Claims what they are entitled to", "Has a plan for the arrears", "Opens the post on the day it comes"),
        (
            ("Check benefits letter arrived", "worker_does"),
            ("Debt adviser three-way call", "accompany"),
            ("Send proof of rent to the council", "person_does"),
            ("Book a benefits check at Citizens Advice", "onward_referral"),
            ("Chase the decision on Personal Independence Payment", "worker_does"),
            ("Write to the water company about the lower tariff", "worker_does"),
        ),
        ("Attendance Allowance awarded at the lower rate.", "A payment plan of ten pounds a week was agreed."),
        ("National Debtline", "Turn2us benefits calculator"),
    ),
    Theme(
        "housing_homelessness",
        ("Notice to leave, eight weeks.", "Damp, child with asthma."),
        (
            "The bedroom wall is black with mould",
            "I am sofa surfing and running out of sofas",
            "The stairs are too much for me now",
            "The landlord wants us out by spring",
        ),
        ("Lives somewhere dry and safe", "Uses the whole house safely", "Knows the plan if the notice is served"),
        (
            ("Housing reply on stairlift", "other_professional"),
            ("Send photographs of the damp to the housing officer", "person_does"),
            ("Help with the housing register form", "worker_does"),
            ("Refer to the tenancy support service", "onward_referral"),
        ),
        ("The landlord has treated the wall and fitted a fan.", "Is now in band B on the register."),
        ("Shelter helpline",),
    ),
    Theme(
        "frailty_falls",
        ("Two falls since August, afraid to go out.", "Frail, wife unwell, struggling with stairs."),
        (
            "Afraid of falling again",
            "My legs give way on the step",
            "I cannot get up from the floor on my own",
            "I hold on to the furniture to get across the room",
        ),
        ("Moves about without fear", "Gets in and out of the bath safely", "Walks to the corner shop with a stick"),
        (
            ("Falls alarm: confirm fitted", "worker_does"),
            ("Home hazard assessment", "other_professional"),
            ("Strength and balance class", "onward_referral"),
            ("Ask for a second banister rail", "worker_does"),
            ("Sit-to-stand exercises, ten each morning", "person_does"),
            ("Winter lighting for the side path", "worker_does"),
        ),
        ("No falls for six weeks.", "Alarm fitted; key safe code held by the responder service."),
        ("Age UK handyperson service",),
    ),
    Theme(
        "carer_stress",
        ("Gives all his wife's care, exhausted.", "Carer needs a break."),
        (
            "I am up four times every night",
            "I cannot leave Mum for more than an hour",
            "I have not seen my own doctor in two years",
        ),
        ("Has one afternoon a week for themselves", "Knows who to ring in an emergency", "Sleeps through twice a week"),
        (
            ("Agree carer assessment", "worker_does"),
            ("Ask adult social care about sitting service", "onward_referral"),
            ("Write the emergency carer card", "worker_does"),
            ("Ring the carers' line on Tuesday", "person_does"),
        ),
        ("Respite on Wednesdays has begun.", "Carer's assessment done, waiting for the panel."),
        ("Carers First",),
    ),
    Theme(
        "gambling_own",
        ("Online betting, debts, partner does not know.", "Asked for help with gambling after a money-worry talk."),
        (
            "I lost the rent again on Saturday",
            "I bet when everybody is asleep",
            "I want to stop before it costs me my family",
        ),
        ("Ninety days without a bet", "All debts known and listed", "Tells one person when the urge comes"),
        (
            ("Repeat PGSI and CORE-10", "worker_does"),
            ("Book CORE-10 baseline", "worker_does"),
            ("Register with the online self-exclusion scheme", "person_does"),
            ("Ask the bank for the gambling block", "person_does"),
            ("Refer to the gambling clinic", "onward_referral"),
            ("Review the safety plan", "worker_does"),
        ),
        ("Self-excluded online and the bank block is on.", "Two lapses, both told to the worker the same day."),
        ("National Gambling Helpline 0808 8020 133",),
    ),
    Theme(
        "bereavement",
        ("Wife died in June, not coping.", "Bereaved twice this year."),
        ("I keep laying the table for two", "I cannot go into his room", "People have stopped asking how I am"),
        ("Talks about her without breaking down", "Sorts the wardrobe when ready"),
        (
            ("Refer to bereavement counselling", "onward_referral"),
            ("Sort the papers for Tell Us Once", "worker_does"),
            ("Visit the memorial garden with a friend", "person_does"),
        ),
        ("Has been to four sessions and finds them a help.", "Not ready yet; asked to be rung in spring."),
        ("Cruse helpline",),
    ),
    Theme(
        "long_term_condition_support",
        ("Diabetes and heart failure, in and out of hospital.", "COPD, three chest infections this winter."),
        (
            "I get out of breath making the bed",
            "There are too many appointments to keep up with",
            "I muddle my tablets",
        ),
        ("Knows what to do on a bad day", "Takes the right tablets at the right time", "One list of all appointments"),
        (
            ("GP reply: fit note", "other_professional"),
            ("Ask the pharmacist for a medicines review", "other_professional"),
            ("Make a one-page list of appointments", "worker_does"),
            ("Join the pulmonary rehabilitation group", "onward_referral"),
            ("Weigh each morning and write it down", "person_does"),
        ),
        ("No admission since September.", "Uses the blister pack and misses fewer doses."),
        ("Diabetes UK helpline",),
    ),
    Theme(
        "employment_training",
        ("Off work nine months with back pain.", "Wants work, no references."),
        ("I want to work but not with this back", "I have been out of work so long I would not know how to begin"),
        ("Back at work two days a week", "Has a finished CV"),
        (
            ("Book the employment adviser", "onward_referral"),
            ("Bring the old CV and certificates", "person_does"),
            ("Ask the employer about a phased return", "worker_does"),
        ),
        ("Began volunteering at the community cafe.", "Phased return agreed with the employer."),
        ("National Careers Service",),
    ),
    Theme(
        "dementia_memory",
        ("Memory worse since spring, wife worried.", "Getting lost on the way to the shops."),
        ("I lose words, and then I lose my temper", "I am frightened of what comes next"),
        ("Stays at home with the right help", "Gets to the club and back safely"),
        (
            ("Ask the memory clinic for the appointment date", "other_professional"),
            ("Apply for the Herbert Protocol with the family", "worker_does"),
            ("Try the singing group", "accompany"),
        ),
        ("Goes to the singing group with his wife.", "Herbert Protocol form is with the police."),
        ("Dementia Connect support line",),
    ),
    Theme(
        "food_poverty",
        ("Three food parcels in two months.", "Skipping meals so that the children eat."),
        ("By Thursday there is nothing in", "I eat what the children leave"),
        ("Eats a hot meal every day", "Cooks from a weekly budget"),
        (
            ("Food bank voucher for Friday", "worker_does"),
            ("Register at the community pantry", "person_does"),
            ("Apply for Healthy Start", "worker_does"),
        ),
        ("Uses the pantry weekly; no parcel since October.", "Free school meals have begun."),
        ("Harbour Vale Community Pantry",),
    ),
)

BY_CODE = {theme.code: theme for theme in THEMES}

PATHWAY_THEMES = {
    "social_prescribing": (
        "loneliness_isolation",
        "low_mood_anxiety",
        "money_debt_benefits",
        "housing_homelessness",
        "bereavement",
        "employment_training",
        "food_poverty",
        "carer_stress",
    ),
    "gambling_support": ("gambling_own", "money_debt_benefits", "low_mood_anxiety", "housing_homelessness"),
    "complex_care": (
        "frailty_falls",
        "long_term_condition_support",
        "dementia_memory",
        "carer_stress",
        "loneliness_isolation",
    ),
}

RISKS: tuple[tuple[str, str, str, str | None], ...] = (
    # title, kind, detail, safeguarding type
    (
        "Falls at home",
        "general",
        "Two falls since August. Pendant alarm fitted, responders hold the key safe code.",
        None,
    ),
    ("Self-neglect", "general", "Fridge empty at two visits. Accepts a weekly shop.", None),
    ("Thoughts of suicide", "general", "Safety plan written with the person and read with the GP.", None),
    ("Alcohol", "general", "Drinks most evenings. Has asked for help to cut down.", None),
    ("Medicines muddled", "general", "Takes evening tablets twice when tired.", None),
    ("Fire: heavy smoker, oxygen at home", "general", "Fire service home visit done, smoke alarm tested.", None),
    ("Choking", "general", "Soft diet, sit upright, thickened fluids.", None),
    ("Not eating", "general", "Weight down four kilograms since spring.", None),
    (
        "Do not visit alone",
        "to_staff",
        "Dog loose in the yard; brother shouts at callers. Two people, before dark.",
        None,
    ),
    ("Adult safeguarding", "safeguarding", "A neighbour takes money for errands that are not done.", "adult"),
    ("Domestic abuse", "safeguarding", "Partner controls phone and money. Safe word agreed.", "domestic_abuse"),
    ("Child at risk of harm", "safeguarding", "Children left alone in the evening; school has told the hub.", "child"),
    ("Capacity in question", "safeguarding", "Decision about living at home is to be assessed.", "mca_dols"),
)

ADJUSTMENTS = (
    ("Longer appointment", "Needs time to answer", "Stroke"),
    ("First appointment of the day", "Cannot bear a full waiting room", "Autism"),
    ("Home visit rather than clinic", "Cannot manage stairs or buses", None),
    ("Easy words and one question at a time", "Learning disability", None),
    ("Let the phone ring for a minute", "Slow to the phone", "Arthritis"),
    ("Same worker each time", "Trust takes long to build", None),
)
