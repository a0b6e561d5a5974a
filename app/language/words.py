"""Words that a query can do without, by role, and everyday words that are no misspelling of anything.

Every set holds match keys. "This", «این», "other" and the like are no filler: without them a question says something
else. Only the roles in FILLER are free of meaning; asking and question words say how an answer should look, and it is
the reader of the question who decides about them.
"""

from __future__ import annotations

from app.language.folding import keys

POLITENESS = keys("""
    please pls plz kindly thanks thank thx hi hello hey dear sorry ok okay لطفا لطفاً خواهشا خواهشاً بی‌زحمت ممنون
    ممنونم ببخشید ببخش excuse میشم می‌شم می‌شوم میشوم مرسی سپاس متشکرم تشکر سلام درود عزیز جان
""")
ARTICLES = keys("the a an یه یک")
PRONOUNS = keys("""
    i we us our ours you your my me it its they them their that there ive weve youve theyve youd theyd im youre theyre
    theres thats ما ماها من مرا ما‌رو شما تو خودمان خودمون خودم
    آنها آن‌ها اونا ایشان برام برامون برایم برایمان بهم بهمون
""")
COPULAS = keys("""
    is are was were be been being am whats s re است هست هستند هستن هستیم بود بودند بودن بوده بوده‌است باشد باشند
    باشه باشن می‌باشد می‌باشند ست اند
""")
AUXILIARIES = keys("""
    do does did have has had having can could دارد دارند داره دارن داریم داشتیم
    داشت داشتند داشتن داشته داشته‌ایم داشته‌اند شده شد شدند شدن می‌شود میشه میشود می‌شه می‌شن می‌شوند شده‌اند
    شده‌است کرده کردند کردن کردیم کرده‌اند کرده‌ایم کرده‌است کنیم کنند کنید می‌کنند می‌کنن می‌کند می‌کنه
""")
PARTICLES = keys("""
    of to را رو که ای هم آیا مگه خب اینکه ها های
""")
WISHES = keys("""
    want wants need needs know see wanna let lets tell give get find fetch look می‌خواهم می‌خوام میخوام میخواهم
    می‌خواستم خواستم بدانم بدونم ببینم ببینیم بدونیم بدانیم بگو بگید بگین بگویید بده بدید بدین بدهید دهید بفرما
    بفرمایید بگی می‌تونی می‌توانی می‌توانید می‌تونید بیار بیاور بیارید پیدا محاسبه کن
""")
FILLER = POLITENESS | ARTICLES | PRONOUNS | COPULAS | AUXILIARIES | PARTICLES | WISHES
"""Words that carry no meaning for a query."""

LISTING = keys("""
    list show display print enumerate rows details لیست فهرست نشان نشون نمایش لیستی فهرستی جزئیات ریز
""")
"""Words that ask for rows."""
QUESTION_WORDS = keys("""
    what which who whom whose how many much when where why چه چی چیه چیست چیا کدام کدوم کدومه کدامند کدام‌ها کدوما
    کیه کیست کی کیا چند چندتا چنتا چندتاست چقدر چقدره چقد چطور چطوره چگونه کجا چرا چندتایی چندمین
""")
"""Words that ask for something."""
FUNCTION_WORDS = FILLER | QUESTION_WORDS
"""Words that have no forms and that no misspelling is taken for."""
COMMON = keys("""
    use uses used using make makes made look looks male males female females man men woman women gender list last
    least old older oldest new newer newest customs boots short shorts sort sorts sorted spot spots port ports
    skipped stripped prize pride price prices sold sell sells selling seller bought buy buys paid pay pays spent
    spend back book brook cost costs profit profits margin margins stock store stores visit visits name names game
    games gain gains rate rates late later date dates data state states stats stage order border mail male age ages
    page pages city cities country countries county user users refund return turn discount discounts account count
    county amount mount month months total median mean average above about below under over more most less than
    between every each per with without never ever always both all any none not only also even still same other
    another first second third three next previous after before since until during from form forms formed framed
    into onto upon high higher highest low lower lowest best worst better worse good bad big bigger biggest small
    smaller smallest compare compared comparison versus growth grow grew change changed changes increase increased
    decrease decreased share percent percentage ratio rank ranked ranking trend trends daily weekly monthly yearly
    quarterly annual hourly weak weakly weather news time times year years week weeks hour hours today yesterday
    tomorrow people person persons world home house wood place places place produce produced number numbered
    computed excerpt accented tops sets unit units scale scales project projects retained remote exceeding hello
    cold hell them theme stat state toss قسمت ارزش ورزش پرورش امسال ارسال پارسال کمتر بیشتر بیش کم زیاد خیلی همه هیچ
    هر هرگز اصلا فقط بدون همراه مثل مانند بالا بالای پایین پایین‌تر بالاتر زیر روی بین میان داخل خارج کنار برای
    درباره مورد نسبت مقایسه تفکیک حسب اساس ترتیب سود زیان هزینه انبار موجودی جنسیت زن زنان مرد مردان سن شهر شهرها
    استان کشور هوا آب نان خبر شعر داستان فرش فرم گردن کباب شراب حساب جواب خواب کتان لباس باس تماس پلاس کالا خرید خرد
    خورد خرما مرید سفر سفره هفته گفته رفته بسته دسته رسته خسته نام نامه جامه خانه شانه رشد رشت کشت پشت درصد مقصد
    مقدار میزان عدد تعداد معدل میانگین متوسط مجموع جمع کل کلی کلاه جدید قدیم قدیمی تازه آخر آخرین اول اولین دوم سوم
    بهترین بدترین گران ارزان امروز دیروز فردا روز روزانه هفتگی ماه ماهانه سال سالانه فصل فصلی ساعت زمان تاریخ مدت
    دوره اخیر گذشته آینده قبل بعد نرخ نقد نقدی وضع وضعیت تخفیف تحفه بازار بازی سازی عالی خالی مالی آرایش خدمات
""")
"""Everyday words, right as they are: a misspelling is never sought in them."""


def is_everyday(key: str) -> bool:
    """Whether the match key is a word that needs no correction."""
    return key in EVERYDAY


EVERYDAY = FILLER | LISTING | QUESTION_WORDS | COMMON
