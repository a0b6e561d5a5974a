"""The words of asking itself, in both languages, by what they do in a question, whatever it is about."""

from __future__ import annotations

from enum import StrEnum

from app.generators.builtin.silent import SILENT
from app.semantics.reading import Grain


class Role(StrEnum):
    """What a word does in a question."""

    COUNT = "count"
    AMOUNT = "amount"
    MONEY = "money"
    SUM = "sum"
    AVERAGE = "average"
    TOP = "top"
    HIGHEST = "highest"
    LOWEST = "lowest"
    LARGEST = "largest"
    SMALLEST = "smallest"
    BEST = "best"
    WORST = "worst"
    FREQUENT = "frequent"
    RARE = "rare"
    LATEST = "latest"
    EARLIEST = "earliest"
    EACH = "each"
    AND = "and"
    OR = "or"
    BUT = "but"
    BOTH = "both"
    NOT = "not"
    NEVER = "never"
    LIST = "list"
    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    WITH = "with"
    DISTINCT = "distinct"
    SHARE = "share"
    RATE = "rate"
    GROWTH = "growth"
    VERSUS = "versus"
    RUNNING = "running"
    TREND = "trend"
    RANK = "rank"
    ASCENDING = "ascending"
    DESCENDING = "descending"
    TIMES = "times"
    PIECES = "pieces"
    TO = "to"
    REPORT = "report"
    VAGUE = "vague"
    MANNER = "manner"
    ONLY = "only"
    YIELD = "yield"
    NEW = "new"
    ABSENT = "absent"
    CHANGE = "change"
    SINGLE = "single"
    FILLER = "filler"


ROLES: dict[Role, tuple[str, str]] = {
    Role.COUNT: (
        "how many|number of|total number of|total number|count of|count|the number|tally of|volume of|"
        "no of|total no of",
        "چند|چند تا|چندتا|چنتا|چن تا|چندتاست|چند تاست|چنتاست|تعداد|شمار|چه تعداد|تعداد کل|کل تعداد|چقدر تعداد|"
        "چندتان|چند تان|چن|چندتا هستند|چندتاند|"
        "بشمار|بشمارید|بشمر|شمارش|چند مورد",
    ),
    Role.AMOUNT: (
        "how much|what amount",
        "چقدر|چقدره|چقد|چقده|چقدرن|چنده|چندن|چه مقدار|چقدر بوده|چه میزان|میزان",
    ),
    Role.MONEY: (
        "how much money",
        "چند تومن|چند تومان|چند میلیون|چند میلیون تومان|چند میلیون تومن|چن تومن|چن تومان|چن میلیون|چن میلیون تومن|"
        "چه مبلغ|چه مبلغی|چقدر پول",
    ),
    Role.SUM: (
        "total|sum|sum of|sum up|overall|in total|total of|altogether|combined|grand total|"
        "in all|all in all|all together",
        "مجموع|جمع|جمع کل|کل|کلا|در کل|مجموعا|در مجموع|روی هم|رو هم|روی هم رفته|رو هم رفته|جمعا|سرجمع|کلی|"
        "به طور کلی|مجموع کل",
    ),
    Role.AVERAGE: (
        "average|avg|mean|average of|on average|the average|typical",
        "میانگین|متوسط|معدل|به طور متوسط|بطور متوسط|به طور میانگین|به صورت میانگین",
    ),
    Role.TOP: ("top|leading", "برتر|برترین|تاپ"),
    Role.HIGHEST: (
        "highest|most|the most|greatest|maximum|max|most frequently|most often",
        "بیشترین|بیشتر از همه|از همه بیشتر|بیش از همه|بیشتر از بقیه|بالاترین|پر|حداکثر|بیش ترین",
    ),
    Role.LARGEST: ("largest|biggest|the largest|the biggest", "بزرگترین|بزرگ ترین"),
    Role.SMALLEST: ("smallest|the smallest", "کوچکترین|کوچک ترین"),
    Role.LOWEST: (
        "lowest|least|the least|fewest|the fewest|bottom|minimum|min|least frequently|least often",
        "کمترین|کمتر از همه|از همه کمتر|کمتر از بقیه|پایین ترین|حداقل|کم ترین",
    ),
    Role.BEST: ("best|the best|better", "بهترین|بهتر|بهتره|بهترند|بهترن"),
    Role.WORST: ("worst|the worst", "بدترین"),
    Role.FREQUENT: (
        "most common|commonest|most frequent|most frequently used|most usual",
        "رایج ترین|متداول ترین|پرتکرارترین|پر تکرارترین|شایع ترین",
    ),
    Role.RARE: ("least common|rarest|least frequent", "نادرترین|کم تکرارترین"),
    Role.LATEST: (
        "latest|newest|most recent|most recently|recent|recently|lately|last|last time|most recent time",
        "آخرین|آخرین بار|آخرین دفعه|جدیدترین|تازه ترین|اخیر|آخر|اخیرا|اخیرترین",
    ),
    Role.EARLIEST: (
        "earliest|oldest|first|first ever|first time",
        "اولین|اولین بار|اولین دفعه|قدیمی ترین|نخستین|اول|قدیمیترین",
    ),
    Role.EACH: (
        "by|per|each|for each|in each|of each|within each|within every|within|for every|in every|every|grouped by|"
        "group by|broken down by|breakdown by|sorted by|sort by|ordered by|in order of|break down by|split by|"
        "based on|in terms of|according to|across|"
        "by each|per each",
        "به تفکیک|تفکیک|مرتب بر اساس|مرتب شده بر اساس|مرتب شده بر حسب|به ترتیب|بر اساس|بر حسب|از نظر|از لحاظ|"
        "به ازای|به ازای هر|هر|برای هر|در هر|به تفکیک هر|بر مبنای|"
        "واسه هر|"
        "توی هر|تو هر|هر یک از|با تفکیک|از هر|به تفکیک هر یک از|بر اساس هر|از حیث",
    ),
    Role.AND: ("and", "و|همچنین"),
    Role.OR: ("or", "یا"),
    Role.BUT: ("but", "ولی|اما|لیکن"),
    Role.BOTH: ("both", "هر دو|هردو|هم"),
    Role.NOT: (
        "not|neither|nor|minus|except|excluding|other than|no|without|with no|without any|lacking|didnt|dont|doesnt|"
        "havent|hasnt|hadnt|"
        "apart from|aside from|except for|not counting|not including|leaving out|without counting|ignoring|"
        "werent|wasnt|isnt|arent|didn t|don t|haven t|did not|do not|have not|has not|are not|were not|was not|"
        "is not",
        "به جز|غیر از|بجز|به غیر از|بدون|بدون احتساب|بدون در نظر گرفتن|منهای|صرف نظر از|جدا از|فاقد|به استثنای|نه",
    ),
    Role.NEVER: (
        "never|nobody|no one|noone|have never|has never|had never|were never|was never|never ever|not once|none|zero",
        "هرگز|هیچ|هیچی|هیچگاه|هیچ وقت|هیچ گاه|اصلا|هیچ گونه|هیچ کدام|هیچ چیز|هیچ چیزی|هیچ کس|هیچ کسی|هیچکس|هیچکی|"
        "هیشکی|"
        "به هیچ عنوان|حتی یک بار|حتی یکبار",
    ),
    Role.LIST: (
        "list|list of|list all|show|show all|display|which|what are|give a list of|details|details of|enumerate|rows|"
        "records|name|names of|find",
        "لیست|فهرست|کدام|کدوم|کدامند|کدام اند|کدوم اند|کدام ها|کدوما|کدام یک|کدومه|کدومن|کدومان|کدوم ها|کدامها|"
        "کدومشون|کدام یک از|نشان بده|نشون بده|نمایش بده|"
        "نمایش|نشان|نشون|ریز|جزئیات|لیستی از|فهرستی از|لیست کن|اسامی|نام ببر|نام|اسم",
    ),
    Role.WHAT: ("what|whats", "چه|چی|چیه|چیست|چیا|چه چیزی|چه چیزهایی"),
    Role.WHO: (
        "who|whom",
        "کی|چه کسانی|چه کسی|کسانی|کسی|کیا|افرادی|افراد|نفر|نفره|نفرن|نفرند|نفرات|کیست|کیه|کیان|کی ها|چه افرادی",
    ),
    Role.WHEN: ("date|date of|dates|when|what date|the date", "تاریخ|کی|چه تاریخی|چه زمانی|چه وقت|زمان"),
    Role.WITH: (
        "with|along with|together with|including|alongside|contain|containing|contained",
        "با|با نام|با اسم|به همراه|همراه با|همراه",
    ),
    Role.DISTINCT: (
        "unique|distinct|different|individual|separate",
        "یکتا|متمایز|مختلف|منحصر به فرد|غیر تکراری|متفاوت|منحصربفرد",
    ),
    Role.SHARE: (
        "share|share of|percentage|percentages|percent|percentage of|percent of|proportion|proportion of|portion of|"
        "fraction of|contribution|contribution of|pct|percentage share|what percent|in percent|percentage wise",
        "سهم|درصد|چند درصد|چه درصدی|چه سهمی|درصدی|سهم درصدی|به درصد|چه درصد",
    ),
    Role.RATE: ("rate|rate of|ratio|ratio of|rates", "نرخ|نسبت|ضریب"),
    Role.GROWTH: (
        "growth|growth rate|growth of|growth in|grow|grew|grown|increase|increased|increase in|change|changed|"
        "change in|percentage change|percent change|percentage growth|rise|rose|decline|declined|decrease|decreased|"
        "drop in|dropped|growing|by what percentage|by what percent|by how much|by how many percent|"
        "change in percent|"
        "percentage increase|percentage increase in|percentage decrease|fallen|fell|fall in|went up|gone up|"
        "went down|gone down",
        "رشد|نرخ رشد|درصد رشد|رشد کرده|رشد کرد|رشد داشته|رشد داشت|افزایش|کاهش|تغییر|تغییرات|درصد تغییر|افزایش یافته|"
        "کاهش یافته|بیشتر شده|کمتر شده|بیشتر شد|کمتر شد|بیشتر بوده|کمتر بوده|تغییر کرده|تغییر کرد|زیاد شده|کم شده",
    ),
    Role.VERSUS: (
        "vs|versus|compared to|compared with|compare|comparison|comparison of|comparison between|in comparison to|"
        "in comparison with|relative to|against|over|compared|as compared to|comparing|stack up against|"
        "stacks up against|"
        "measure up to|compares to|compares with",
        "نسبت به|در مقایسه با|مقایسه|مقایسه کن|در برابر|در قیاس با|به نسبت|در مقابل|مقایسه ی|قیاس",
    ),
    Role.RUNNING: (
        "cumulative|running|running total|running total of|cumulative total|running sum|cumulatively|accumulated|"
        "running totals|cumulative sum|cumulative sum of",
        "تجمعی|تجمیعی|انباشته|تراکمی|جمع تجمعی|مجموع تجمعی|انباشتی|به صورت تجمعی",
    ),
    Role.TREND: (
        "trend|trends|trend of|over time|time series|evolution|evolution of|develop|developed|development|"
        "development of|evolve|evolved",
        "روند|در طول زمان|در گذر زمان|سیر",
    ),
    Role.RANK: (
        "rank|ranking|ranked|rank of|ranks|rankings|ranking of",
        "رتبه|رتبه بندی|رده بندی|رتبه بندی کن|رتبه ی",
    ),
    Role.ASCENDING: (
        "ascending|in ascending order|low to high|from low to high|from lowest to highest|lowest first",
        "صعودی|به صورت صعودی|از کم به زیاد",
    ),
    Role.DESCENDING: (
        "descending|in descending order|high to low|from high to low|from highest to lowest|highest first",
        "نزولی|به صورت نزولی|از زیاد به کم",
    ),
    Role.TIMES: ("time|times|occasions", "بار|دفعه|مرتبه|نوبت"),
    Role.PIECES: ("unit|units|piece|pieces|pcs|item|copy|copies", "عدد|دانه|قلم|تا|واحد|نسخه|جلد"),
    Role.TO: ("to", "تا|الی"),
    Role.REPORT: (
        "report|reports|report on|report of|summary|summary of|overview|overview of|analysis|analysis of|breakdown|"
        "breakdown of|statistics|stats|some stats|some statistics|some numbers|some figures|"
        "full report|complete report|general report|distribution|distribution of|"
        "dashboard|chart|chart of|graph|graph of|plot|plot of|visualise|visualize",
        "نگاه کلی|نگاه کلی به|نگاهی به|گزارش کامل|گزارش جامع|گزارش کلی|توزیع|پراکندگی|"
        "گزارش|گزارشی|گزارش از|خلاصه|خلاصه ی|آمار|تحلیل|بررسی|نمودار|نموداری|نمودار از|چارت|گراف",
    ),
    Role.VAGUE: (
        "tell me about|insights about|insights on|information about|info about|weak|strong|successful|loyal|"
        "performance|insight|insights|analyse|analyze|how is business|how is the business|good|bad|great|important|"
        "active|inactive|vip|popular|valuable|key|interesting|underperforming|special|problem|problems|issue|issues",
        "ضعیف|قوی|موفق|وفادار|عملکرد|اوضاع|خوب|خوبه|بد|مهم|فعال|غیرفعال|غیر فعال|محبوب|ویژه|ارزشمند|چه خبر|چه خبره|"
        "چه وضعی|پرطرفدار",
    ),
    Role.MANNER: (
        "how is|how are|how was|how were|hows|how did|how do|how does|how have|how has|doing|going|go|went",
        "چطوره|چطور است|چطور بود|چطور بوده|چطور|چطوریه|چگونه|چگونه است|چگونه بوده|چگونه بود|چطوری|چطوری بوده|"
        "چه جوریه|چجوریه|"
        "چطور پیش رفته|چجوری بوده",
    ),
    Role.ONLY: ("only|just|solely|exclusively", "فقط|تنها|صرفا"),
    Role.NEW: ("new|newly", "جدید|تازه|تازه وارد"),
    Role.ABSENT: (
        "cost of goods sold|cost of goods|cost of sales|cost price|purchase price|delivery time|delivery cost|"
        "cost of delivery|delivery date|delivery fee|return reason|cancellation reason|cancellation fee|newest first|"
        "latest first|most recent first|oldest first|earliest first",
        "بهای تمام شده|قیمت تمام شده|قیمت خرید|بهای خرید|زمان تحویل|هزینه تحویل|تاریخ تحویل|دلیل لغو|علت لغو|"
        "دلیل مرجوعی|"
        "علت مرجوعی|دلیل برگشت|علت برگشت",
    ),
    Role.CHANGE: (
        "delete|drop|truncate|insert into|insert|update|alter|remove|erase|wipe|create table|grant|revoke|modify",
        "لغو کن|لغو کنید|لغوش کن|کنسل کن|کنسل کنید|کنسلش کن|مرجوع کن|مرجوع کنید|ارسال کن|ارسال کنید|ارسالش کن|"
        "تحویل بده|"
        "تحویل بدید|عوض کن|صفر کن|افزایش بده|افزایش بدید|کاهش بده|کاهش بدید|تغییر دهید|تغییر بدید|آپدیت کنید|"
        "غیرفعال کن|"
        "حذف کن|حذف کنید|پاک کن|پاک کنید|اضافه کن|تغییر بده|ویرایش کن|به روز کن|بروزرسانی کن|حذف شوند|پاک شوند|"
        "به روزرسانی کن|آپدیت کن|ایجاد کن|درج کن|حذفش کن|پاکش کن|زیاد کن|کم کن",
    ),
    Role.YIELD: (
        "make|makes|made|making|bring in|brings in|brought in|bring|brings|brought|generate|generates|generated|"
        "generating|yield|yielded|rake in|raked in|earning|earn|earns|earned",
        "درآورده|درآورده اند|در آورده|در آورده اند|درآوردن|درآوردند|در آوردن|کسب کرده|کسب کرده اند|ساخته|ساخته اند|"
        "آورده|آورده اند|می آورد|می آورند|میاره|میارن|درمیاره|درمی آورد",
    ),
    Role.SINGLE: (
        "in one|in a single|in single|in just one|within one|within a single|in any one|in any single|in one single",
        "در یک|توی یک|تو یک|تو یه|توی یه|در یک تک|در هر یک",
    ),
    Role.FILLER: SILENT,
}
GRAINS: dict[Grain, tuple[str, str]] = {
    "day": ("daily|day by day|day over day|روزانه|روز به روز", "day|روز|روزی که"),
    "week": ("weekly|week by week|week over week|هفتگی|هفته به هفته", "week|هفته|هفته ای که"),
    "month": ("monthly|month by month|month over month|mom|ماهانه|ماهیانه|ماه به ماه", "month|ماه|ماهی که"),
    "quarter": (
        "quarterly|quarter by quarter|quarter over quarter|seasonal|فصلی|فصل به فصل|سه ماهه",
        "quarter|season|فصل|فصلی که",
    ),
    "year": ("yearly|annual|annually|year by year|year over year|yoy|سالانه|سالیانه|سال به سال", "year|سال|سالی که"),
}
"""Words for spans of time: those that ask for grouping alone, and those that do after "by" or "which"."""
WEEKDAY_WORDS = (
    "weekday|weekdays|day of week|day of the week|روز هفته",
    "days of the week|days of week|each day of the week|روزهای هفته|روزهای مختلف هفته|روز های هفته|ایام هفته",
)
"""Words for the days of the week: those that ask for grouping after "by" or "which", and those that do alone."""
