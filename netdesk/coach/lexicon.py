"""What the coach knows about words: which say little, and which name roles, times and things to hand over."""

from __future__ import annotations

from netdesk.language.words import ENGLISH, stem, words_of


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


# Words that fit any letter; they say nothing about what exactly is wanted.
GENERIC = _stems(
    """ability able absolutely accept access achieve active actually add admire admirer advance advice advise agree
    ahead aim align amazing amount angle answer apply appreciate approach area around arrange ask aspect attach attached
    attention avenue available aware awesome back background bad based basis beautiful become begin believe benefit
    beneficial big bit boost bounce brain brainstorm bright brilliant bring broad build busy buzz call capacity care
    career case catch cause challenge chance change changemaker chat check choice circle clear close cloud coffee collab
    collaborate collaboration colleague come comfortable comment community company concern connect connection consider
    contact content continue contribute contribution convenience convenient conversation convinced cooperate cooperation
    corner cost count couple course cover create creativity crossroads current currently customer daughter day deal dear
    decide deep definitely delighted develop development difference different difficult dig direction discuss discussion
    disrupt dream drink drive drop eager ear early earn easy effective effort email employee encourage end endeavour
    engage enjoy enquire ensure enter entire environment especially esteemed excellent exchange excited exciting exist
    expand expect experience expert expertise explain explore exploring express extremely eye face fact familiar family
    fancy fantastic far fast favour favor favourably feature feedback feel fellow field figure fill find fine firm first
    fit fix flexible focus folk follow forward found founder founded free friend friendly fruitful fun future gain
    general generous gentle genuinely give glad go goal good grab grade graduate grateful great ground group grow growth
    guess guidance guide guy hand handle happen happy hard hear heart hello help helpful hesitate hey hi high hit hold
    honest honestly honour honoured honored hook hope hoping horizon huge idea ideal imagine impact important impress
    impressed improve include incredible incredibly individual industry info inform information initiative innovation
    innovative input insight inspire inspiration inspiring interest interested interesting international introduce
    introduction invaluable invest involve involved issue job join journey jump keen keep kick kind kindly know
    knowledge lack landscape large latest lead leader leadership leading leap learn leave let level leverage life like
    like-minded likeminded line link little live lives look lost lot love lovely low lucky luck main major make manage
    manner market matter mean meaningful meet mention mentor mentoring message mind minute miss moment motivated move
    mutual mutually name natter necessary need needful network networking new next nice note number obviously offer
    office old online open opening opinion opportunity option order organisation organization outlook part particular
    partner partnership pass passion passionate path people perhaps person personal personally perspective phase pick
    picture piece pitch place plan play pleasant please pleased pleasure plenty point pointer position positive possibly
    possible possibility post potential potentially practice pride probably problem process product professional
    professionally profile profit program programme progress project promise proposal propose proposition prospect proud
    provide purpose pursue put question quick quickly quiet radar range reach read ready real realise realize reason
    recently recommend recommendation refer reflect regard regarding regards relate related relationship relevant rely
    remember reply request require resonate resource respect respond response responsible rest result right role room
    run say scale scene sector see seek seem send senior sense serious service session set share shift shoot short shout
    show side significant similar simply situation skill small smart social solution solve something son sort sound
    space spare speak special spend spot stage stand start startup stay stealth step stick story strategic strategy
    strong struggle stuck student stuff style succeed success successful suggest suggestion suit suitable super support
    sure sync synergy take talent talk team tell thank theme thing think thought thrilled tight time tip today together
    tool top topic total touch track transform transformation transition treat tremendous tricky trouble true trust try
    understand unique update useful value valuable various venture verify view virtual visibility visible vision visit
    wait walk wander want warm way welcome wider willing win wish wonder wonderful word work world worth write wrong
    year young ideas input ping pls plz thx ty cheers folks peeps intro intros zoom teams linkedin phone video call
    lunch breakfast dinner beer drinks wife husband mother father boss smth ur u guys gonna wanna lately nowadays
    summit conference event meeting company's prize award esteemed humble respected highly mate buddy yourself email
    morning evening afternoon noon mum dad kid kids brother sister pal ally soundboard thoughts honestly proper nudge
    fifteen twenty thirty forty fifty hundred eleven twelve
    afford leg foot door reckon bunch load tons bigger better best worse further anyhow anyway someday sometime lend
    happening vague whole thinking heard hearing been loop ropes ladder scope fresh strength mission journey story"""
)

# Fields so wide that naming one is not yet a topic that somebody could act on.
BROAD = _stems(
    """accounting ai analytics asia europe africa america automation blockchain branding business climate coaching
    communication communications consultancy consulting crypto culture cyber cybersecurity data design digital
    digitalisation digitalization diversity ecommerce economy education energy engineering entrepreneurship fashion
    finance fintech food freelancing fundraising funding gaming government growth hardware health healthcare hospitality
    hr innovation insurance internet investing investment investor it language law legal logistics management
    manufacturing marketing media medicine music ngo nonprofit operations pharma policy politics procurement
    productivity programming psychology publishing recruitment recruiting retail robotics saas sales science security
    seo software sport startups supply sustainability tech technology telecom tourism trade training transport travel
    web writing app developer"""
)

# Things a reader can hand over in one move.
DELIVERABLE = _stems(
    """address agenda analyst article benchmark book bibliography brochure budget calendar certificate checklist clause
    code comments contract copy cv dataset deck diagram document draft example figures file form formula guideline
    handout invoice job-description key leaflet letter licence license list logo manual map number paper paragraph
    percentage photo photograph photos phrase policy preprint price protocol quote quotation rate receipt reference
    report review sample schedule screenshot script section sentence sheet signature slides spreadsheet statement survey
    template translation transcript url video voucher sign-off yes-or-no"""
)

# Units and calendar words: they bound an ask, but do not say what it is about.
TIME = _stems(
    """second seconds minute minutes min mins hour hours hr hrs day days week weeks weekend weekends fortnight month
    months quarter quarters year years semester term today tonight tomorrow tmrw monday tuesday wednesday thursday
    friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter
    christmas easter noon midday eod eow morning afternoon evening night deadline earliest convenience"""
)

_ROLE_WORDS = words_of(
    """accountant agent agronomist analyst anesthetist apprentice archaeologist architect archivist artist assistant
    attorney aunt bass beekeeper boss broker builder buyer captain caretaker carpenter caterer chef chief chairman
    chairwoman chemist cio ceo cfo coo cto chro ciso civil-servant client clinician coach colleague composer conductor
    cook coordinator cousin curator dean dentist dietician diplomat director doctor drummer economist electrician
    engineer examiner expert farmer florist forester founder freelancer friend gardener geologist glazier guide head
    historian hydrogeologist illustrator imam inspector installer investor joiner journalist judge landlord lawyer
    lecturer librarian lifeguard locksmith logistician manager mason mechanic mentor midwife miller musician neighbour
    neighbor notary nun nurse officer optician organist paediatrician painter pastor pathologist pharmacist photographer
    physician physicist physio physiotherapist pianist pilot plumber politician potter priest principal producer
    professor programmer psychologist publisher radiographer radiologist recruiter rep researcher retiree roofer sailor
    scientist seamstress secretary seller singer sister soldier solicitor soprano speaker specialist statistician
    supplier surgeon surveyor tailor teacher technician tenor therapist trainer translator tuner tutor upholsterer vet
    veteran violinist volunteer weaver welder winemaker witness firm agency company bank group forwarder clinic school
    workshop studio supplier vendor"""
)
ROLES = frozenset(stem(word) for word in _ROLE_WORDS)
ROLE_ENDINGS = ("ologist", "ician", "ographer", "smith", "keeper", "maker", "monger", "wright", "ologue", "therapist")

# Everyday words of a request that tell English from other languages; words that Dutch or German share are left out.
ENGLISH_MARKERS = (
    ENGLISH
    | words_of(
        """need looking help know hi hello hey advice contact contacts recommend seeking wanted thx got thing things
        time tips people someone ask introduce introduction question tomorrow week idea thinking getting want love
        good"""
    )
) - words_of("a am an as at be do had hier i in is it me near no of on over so that was we he her his has")
OTHER_MARKERS = words_of(
    """een het niet van voor maar ook naar bij zijn heeft ik je jij wij jullie kunt iemand graag met aan uit deze
    och att det som inte har jag kan ett av er til ikke jeg med ej med eller
    nie jest czy mozesz prosze dla sie na do ze jak ale dziekuje
    nao voce voces uma com obrigado obrigada mais muito pode ajudar
    bir ve icin mi merhaba ama bu cok olarak ja ei hogy egy nem vagy ze pro jsem je si"""
)
