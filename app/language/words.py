"""Words that a query can do without, by role, and everyday words that are no misspelling of anything.

Every set holds match keys (`fold`). Only the roles in FILLER are free of meaning; asking and question words say how
an answer should look, and it is the reader of the question who decides about them.
"""

from __future__ import annotations

from app.language.folding import fold


def keys(text: str) -> frozenset[str]:
    """The match keys of the words in `text`."""
    return frozenset(fold(word) for word in text.split())


POLITENESS = keys("""
    please pls plz kindly thanks thank thx hi hello hey dear sorry ok okay
    لطفا لطفاً خواهشا خواهشاً بی‌زحمت ممنون ممنونم مرسی سپاس متشکرم تشکر سلام درود عزیز جان
""")
ARTICLES = keys("the a an")
PRONOUNS = keys("""
    i we us our ours you your my me mine it its they them their he she his this that these those there here
    ما ماها من مرا ما‌رو شما تو خودمان خودمون خودم آنها آن‌ها اونا آن اون این ایشان برام برامون برایم برایمان بهم بهمون
""")
COPULAS = keys("""
    is are was were be been being am whats s re
    است هست هستند هستن هستیم بود بودند بودن بوده بوده‌است باشد باشند باشه باشن می‌باشد می‌باشند ست اند
""")
AUXILIARIES = keys("""
    do does did have has had having can could would will shall should may might
    دارد دارند داره دارن داریم داشتیم داشت داشتند داشتن داشته داشته‌ایم داشته‌اند شده شد شدند شدن می‌شود میشه میشود
    می‌شه می‌شن می‌شوند شده‌اند شده‌است کرده کردند کردن کردیم کرده‌اند کرده‌ایم کرده‌است کنیم کنند کنید می‌کنند می‌کنن
""")
PARTICLES = keys("""
    of to
    را رو که ای یا‌ تا‌کنون دیگه دیگر هم آیا مگه خب خوب اینکه ها های
""") - keys("یا")
WISHES = keys("""
    want wants need needs like know see wanna let lets tell give get find fetch look
    می‌خواهم می‌خوام میخوام میخواهم می‌خواستم خواستم بدانم بدونم ببینم ببینیم بدونیم بدانیم بگو بگید بگین بگویید بده بدید
    بدین بدهید بدهید‌ بهم‌بگو
    دهید ده‌ید بفرما بفرمایید می‌شه‌بگی بگی میتونی می‌توانی می‌توانید میتونید می‌تونی بیار بیاور بیارید پیدا حساب محاسبه کن
""")
FILLER = POLITENESS | ARTICLES | PRONOUNS | COPULAS | AUXILIARIES | PARTICLES | WISHES
"""Words that carry no meaning for a query."""

LISTING = keys("""
    list show display print enumerate rows details
    لیست فهرست نشان نشون نمایش لیستی فهرستی جزئیات ریز
""")
"""Words that ask for rows."""
QUESTION_WORDS = keys("""
    what which who whom whose how many much when where why
    چه چی چیه چیست چیا کدام کدوم کدومه کدامند کدام‌ها کدوما کیه کیست کی کیا چند چندتا چنتا چندتاست چند‌تا چقدر چقدره چقد
    چه‌قدر چطور چطوره چگونه کجا چرا چندتایی چندمین
""")
"""Words that ask for something."""
COMMON = keys("""
    use uses used using make makes made boots looks look males male female females lost last list least older oldest
    newer newest produce produces customs costumes steal sport port sort sorts short prize pride prices priced sold sell
    sells selling bought buy buys paid pay pays back book look took brook host hosts cost costs profit profits margin
    margins stock stocks store stores visit visits name names named dame game games gain gains rate rates late later
    date dates data state states stage order border borders mail male email age ages page pages city cities county counties
    country countries user used refund refunds return returns turn turns discount discounts account accounts count
    counts counted amount amounts mount month months total totals median mean means average averages above about below
    under over more most less than between every each per with without never ever always both all any none not only
    also even still same other others another first second third next previous after before since until during from
    into onto upon highest lowest higher lower best worst better worse good bad big bigger biggest small smaller
    smallest high low compare compared comparison versus growth grow grew change changed changes increase increased
    decrease decreased share percent percentage ratio rank ranked ranking trend trends daily weekly monthly yearly
    quarterly annual hourly weather news time times year years week weeks day days hour hours today yesterday
    tomorrow people person persons world home house kitchen food foods wood good goods
    قسمت ارزش ورزش پرورش امسال ارسال پارسال کمتر بیشتر بیش کم زیاد خیلی همه هیچ هر هرگز اصلا فقط بدون همراه مثل مانند
    بالا بالای پایین پایینتر بالاتر زیر روی بین میان داخل خارج کنار برای درباره مورد نسبت مقایسه تفکیک حسب اساس ترتیب
    سود زیان هزینه انبار موجودی جنسیت زن زنان مرد مردان سن شهر شهرها استان کشور هوا آب نان خبر شعر داستان فرش فروید
    کباب شراب حساب جواب خواب کتان لباس باس تماس پلاس کالا والا خرید خرد خورد خرما مرید برید سفر سفره هفته گفته رفته
    بسته دسته رسته خسته نام نامه جامه خانه شانه رشد رشت کشت پشت درصد مقصد مقدار میزان عدد تعداد معدل میانگین متوسط
    مجموع جمع کل کلی جزء جدید قدیم قدیمی تازه آخر آخرین اول اولین دوم سوم بهترین بدترین گران ارزان گرانترین ارزانترین
    امروز دیروز فردا روز روزانه هفتگی ماه ماهانه سال سالانه فصل فصلی ساعت زمان تاریخ مدت دوره اخیر گذشته آینده قبل بعد
    نرخ نقد نقدی وضع وضعیت تخفیف تحفه بازار بازی سازی ماهی شاهی عالی خالی مالی
""")
"""Everyday words, right as they are: a misspelling is never sought in them."""


def is_everyday(key: str) -> bool:
    """Whether the match key is a word that needs no correction."""
    return key in EVERYDAY


EVERYDAY = FILLER | LISTING | QUESTION_WORDS | COMMON
