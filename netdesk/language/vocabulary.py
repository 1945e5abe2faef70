"""The English words by which a phrase's beginning is recognised."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELATIVES = _words("who whom whose which that where")
FIRST_PERSON = _words("i i'm i've i'd i'll")
SUBJECTS = FIRST_PERSON | _words(
    "we you he she they it there we're we've we'd we'll you're you've you'll he's she's they're they've it's there's "
    "that's nobody everybody everyone"
)
DETERMINERS = _words(
    "a an the another some any no one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty "
    "forty fifty sixty seventy eighty ninety several many few all both "
    "each every most my our your his her their its this that these those"
)
PEOPLE = _words("someone somebody anyone anybody people whoever")
PREPOSITIONS = _words(
    "about after at before by during for from in into of on onto out over through to towards until up with within"
)
FINITE = _words(
    "is are was were am be has have had will would can could should must might do does did needs wants "
    "takes took makes made gets got runs ran starts began costs wins won said says asks went goes came comes "
    "gave gives beat beats belongs climbs closes decides ends insists listens meets opens prefers refuses remembers "
    "reopens sits starts swims thinks"
)
ASKING = _words("who whom whose what which when where why how can could would will do does did is are may")
BASE = _words(
    "achieve adapt add adopt agree apply arrange assess attract avoid become begin bring build buy calculate choose "
    "collect compare connect convince create cut decide defend deliver develop do double earn enter evaluate expand "
    "explain explore fill find finish fix get give go grow halve handle have hear hire improve increase introduce "
    "invest join keep launch learn leave lend let lose lower maintain make meet migrate modernise modernize move "
    "negotiate obtain organise organize pay persuade prepare protect prove publish put raise reach read rebuild "
    "recommend recover recruit reduce refurbish renew renovate replace restart restore retain retire reuse save secure "
    "sell send set settle share shorten show sign solve speak start stop streamline switch talk teach tell understand "
    "win write"
)
NAMED_AS_BASE = _words(
    "book change check close cover design draft fund hand host lead map market measure mend offer open pass "
    "pilot plan plant present price produce program record register rent repair review run scale store structure study "
    "supply support test train transfer translate turn update upgrade use visit watch work"
)
"""Verbs that name or describe things too (“open data”, “supply contracts”): what follows tells."""

OBJECTS = _words("me us him them it you")
PAST = _words(
    "advised became began bought built chaired coached created designed developed directed founded got grew "
    "helped hired inherited joined launched led left lost made managed merged met moved negotiated opened "
    "organised organized published raised ran rebuilt reduced replaced set sold spent spoke started switched "
    "taught took trained translated used went won worked wrote "
    "found sent asked called applied brought drew drove halved doubled held kept lent paid persuaded recovered "
    "reopened restored saved stood told"
)
DOING = _words(
    "applying building choosing comparing deciding developing expanding finishing growing hiring launching "
    "leading looking migrating moving opening organising organizing planning preparing raising rebuilding "
    "replacing running setting starting switching taking trying working writing"
)


def base_of(third: str) -> str:
    """Give the base form of a regular verb of the third person: “imports”, “teaches”, “carries”."""
    if third.endswith("ies") and len(third) > 4:
        return third.removesuffix("ies") + "y"
    return third[:-2] if third.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) else third[:-1]


PRESENT = {
    third: base_of(third)
    for third in _words(
        "advises answers bakes breeds brings builds buys carries chairs coaches collects connects cooks creates cuts "
        "designs develops does draws drives edits explains finds fixes follows funds gets gives grows helps hosts "
        "imports invests judges keeps knows leads lends likes lives looks loves makes manages maps measures mends "
        "mentors needs negotiates offers opens organises organizes owns paints plans plays prepares publishes raises "
        "reads recruits repairs restores reviews rides rows runs sails sells serves shares shows sings speaks starts "
        "studies supplies supports teaches tests trains translates travels treats understands uses visits volunteers "
        "walks wants watches wins works writes"
    )
} | {"can": "can", "has": "have", "is": "are", "was": "were"}
"""Verbs of the third person, with the form that goes with “you”."""

PASSED_ON = re.compile(
    r"(?:pointed|introduced|connected|referred|directed|sent|put) (?:me|us|him|her|them)\b"
    r"|(?:passed|sent) (?:it|this) on\b|forwarded (?:it|this)\b",
    re.IGNORECASE,
)
"""How it is told that somebody handed a request on."""

STATES = frozenset({"responsible for", "in charge", "new to", "about to", "interested in", "looking for"})

MODAL = _words("can could will would should must may might had did")
NOT_VERBS = _words("always sometimes nowadays perhaps besides plus versus thus across towards this its as years")
"""Words that end like verbs of the third person."""

IRREGULAR_DEEDS = _words("did gave had heard read saw thought understood")
"""Past forms that are recognised only where a deed is told."""

NOT_DEEDS = _words("need speed feed seed bleed breed red bed hundred indeed")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_NOUNS = _words(
    "advice budget business clinic company contract data design energy experience export finance food head health "
    "help import law lead leads onboarding partner partners payroll plan plans power product project returns sales "
    "school schools software stock supply tax team teams textile textiles trade travel whether work answer answers "
    "call calls chat coffee contact contacts demand document feedback meeting message minutes name names note review "
    "short template supplier customer retail solar water wind small new old good early late public private first "
    "second senior junior used procurement operations research shift rent rents grant grants funding market markets "
    "price prices hospital hospitals care child children farm farms factory factories engineer nurse nurses teacher "
    "buyer investor founder owner doctor lawyer heat reverse support growth brand web mobile bank banks insurance "
    "cloud machine open hardware security privacy network user client clients employee staff remote hybrid home urban "
    "city town state youth music film art book books language languages maths physics chemistry biology medicine drug "
    "drugs vaccine lab labs robot robots sensor sensors battery batteries car cars truck trucks bike bikes rail train "
    "trains ship ships port ports air aircraft airport steel wood timber paper glass plastic plastics stone cotton "
    "wool leather shoe shoes fashion furniture garden gardens wine beer tea cheese bread bakery bakeries fish meat "
    "fruit crop crops soil seed seeds animal animals horse horses dog dogs house houses money cash loan loans pension "
    "pensions debt risk audit audits board boards speaker writer editor designer developer comments reviews organic "
    "fair green low high long local retired former experienced skilled museum craftspeople half yes permit permits"
)
LOWER = (
    frozenset().union(
        SUBJECTS, DETERMINERS, PEOPLE, PREPOSITIONS, FINITE, ASKING, BASE, NAMED_AS_BASE, PAST, DOING, PRESENT, _NOUNS
    )
    - FIRST_PERSON
    - {"may", "will"}
)
"""Words that lose their capital inside a sentence; any other may be a name."""

NOUN_ENDINGS = tuple(
    _words(
        "ability age al ance ants ation ations ction ctions ence ents ers ics ing ings ism ist ists ment ness ology "
        "ship sion sions tion tions tor tors ture"
    )
)
NAMES = _words(
    "algiers angers beijing bengal boeing carthage flanders florence france hector montreal natal nepal paypal "
    "portugal provence reading reuters senegal valence victor"
)
"""Names that end like common nouns."""

PROPER = _words(
    "english french german italian spanish portuguese dutch polish czech russian chinese japanese korean arabic latin "
    "greek hebrew hindi java javascript python rust ruby scala kotlin swift linux windows android oracle salesforce "
    "excel photoshop shopify wordpress drupal figma kubernetes scrum montessori waldorf steiner bayesian bluetooth "
    "european american african asian olympic christmas"
)
"""Names with which titles and trades begin, and which keep their capital."""

_TRADES_IN_IAN = _words("librarian historian custodian guardian veterinarian dietitian civilian comedian")


def may_be_name(word: str) -> bool:
    """Tell whether the first word of a title or trade may be the name of a people, language or product."""
    folded = word.lower()
    is_people = folded.endswith(("ish", "ese", "ian")) and not folded.endswith("cian")
    return folded in PROPER or folded in NAMES or (is_people and folded not in _TRADES_IN_IAN)
