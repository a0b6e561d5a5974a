"""Phrases that say nothing in a question, beside the single words that no query needs.

Whatever one leaves out must change nothing that the database could be asked.
"""

from __future__ import annotations

ENGLISH = (
    "placed by|made by|in|for|on|from|there|me|get|got|placed|place|places|come|comes|came|at|as|all|whole|"
    "entire|any|ever|yet|still|exist|exists|use|uses|using|whose|currently|among|amongst|out of|named|called|"
    "recorded|been|one|ones|either|we received|we receive|we have received|have we received|did we receive|"
    "do we receive|been received|coming|resulting|derived|account for|accounts for|accounted for|"
    "contribute|contributes|contributed|contribute to|contributes to|at once|carry|carried|belong|belong to|"
    "belongs|belongs to|belonging to|will you|would you|would like|anything|any thing|something|without limit|"
    "without any limit|without limits|without any limits|no limit|right now|now|at the moment|at present|very|"
    "really|actually|with no limit|without restriction|without any restriction|without restrictions|"
    "without any restrictions|thing we have|thing we sell|thing you have|thing in|successfully|gets|we charge|"
    "do we charge|"
    "of all time|all time|lost to|lost through|end up|ends up|ended up"
)
PERSIAN = (
    "دریافت‌کرده‌ایم|دریافت‌کردیم|دریافت‌داشته‌ایم|خوردیم|با موفقیت|حالا|خب حالا|بنداز|بندازید|بینداز|معرفی کن|"
    "معرفی کنید|اعلام کن|اعلام کنید|"
    "حاصل|حاصل از|ناشی از|به صورت|بصورت|به شکل|مال|در|از|به|برای|به نام|به اسم|بوده اند|ایم|همه|تمام|"
    "ثبت شده|انجام شده|ثبت|کلیه|همه ی|همگی|تمامی|تا کنون|الان|دارای|هنوز|داده|دادند|داده اند|دادن|دادیم|رفته|"
    "رفته اند|رفت|رفتن|گرفته|گرفته اند|صورت گرفته|وجود دارد|وجود دارند|روی|توی|تو|میان|خود|خودش|میشن|شان|اش|"
    "شون|مربوط به|متعلق به|کرد|کنن|داشتن|داشته اند|در حال حاضر|انجام|گرفت|می|میاد|"
    "اومدن|اومدند|آمدند|اومد|آمد|می‌آید|می‌آیند|آمده|اومده|"
    "آمده است|به دست آمده|اکنون|هم اکنون|فعلا|واقعا|بدون محدودیت|بدون هیچ محدودیتی|بدون هیچ محدودیت|"
    "بی محدودیت|موجود در|می‌دهد|می‌دهند|"
    "میده|میدن|برای فروش داریم|برای فروش دارید|برای فروش داری|"
    "چیزی که داریم|چیزی که می‌فروشیم|چیزی که میفروشیم|ازمون|ازمان|از ما|بی زحمت|اگه میشه|"
    "اگر میشه|اگه ممکنه|اگر ممکن است|لطف کن|لطف کنید"
)
SILENT = (ENGLISH, PERSIAN)
PLACES = {
    "in|in our|in your|on our|from our": "shop|store|catalogue|catalog|database|system|website",
    "our": "shop|store|database|system|website",
    "of|of our|for our": "shop|store|business",
    "از|برای|کل": "فروشگاه",
    "در|تو|توی|داخل": "فروشگاه|سیستم|سامانه|دیتابیس|پایگاه داده|کاتالوگ|سایت|وب سایت",
}
"""Prepositions, and the words for the whole that is asked about."""
WHOLE_WORDS = frozenset("all every همه همگی تمام تمامی کلیه".split())
"""Words that say nothing of rows that are asked for, and much of rows that are said of those."""
OWN_PLACES = (
    "our shop|our store|our company|our business|my shop|my store|does shop|does store|did shop|did store|"
    "فروشگاهمان|فروشگاهمون|فروشگاه ما|سایتمان|سایتمون|سایت ما"
)
"""The whole that is asked about as one's own, which needs no preposition."""
WHOLES = frozenset(("فروشگاه", "شرکت", "سایت"))
"""The whole that is asked about, where it stands behind what it has."""
