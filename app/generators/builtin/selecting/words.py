"""The words that hold a question with structure together, in both languages, by what they do in it."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """What a word does in a question."""

    ASK = "ask"
    COUNT = "count"
    AVERAGE = "average"
    TOTAL = "total"
    HIGHEST = "highest"
    LOWEST = "lowest"
    COMMON = "common"
    UNCOMMON = "uncommon"
    TOP = "top"
    LATEST = "latest"
    EARLIEST = "earliest"
    DISTINCT = "distinct"
    OF = "of"
    AT = "at"
    WITH = "with"
    WITHOUT = "without"
    EXCEPT = "except"
    EACH = "each"
    AND = "and"
    OR = "or"
    BOTH = "both"
    BUT = "but"
    NOT = "not"
    THAT = "that"
    HAVE = "have"
    LINK = "link"
    THAN = "than"
    TO = "to"
    ORDERED = "ordered"
    ASCENDING = "ascending"
    DESCENDING = "descending"
    CONTAINS = "contains"
    BEGINS = "begins"
    ENDS = "ends"
    EMPTY = "empty"
    OLD = "old"
    ONWARDS = "onwards"
    EARLIER = "earlier"
    DETAILS = "details"
    NAME = "name"
    THING = "thing"
    TIMES = "times"
    RATIO = "ratio"
    SHARE = "share"
    PERCENT = "percent"
    CHANGE = "change"
    SAME = "same"
    UNIT = "unit"
    BE = "be"
    DAYS = "days"
    BEYOND = "beyond"
    THAN_ALL = "than all"


PHRASES: dict[Word, tuple[str, str]] = {
    Word.ASK: (
        "how|how much|how did|what|what is|what are|what was|what were|which|who|find|show|list|give|give me|return|"
        "tell me|display|report|print|select|get|retrieve|provide|please|can you|could you|whats|list out|find out|"
        "show me|showing|displaying|listing|"
        "i want to know|tell|compute|calculate|identify|determine|along with|as well as|as well|well|also|"
        "together with|and also|table|tables|database|in the world|around the world|respectively|in total|"
        "the following|together",
        "چه|کدام|کدوم|نشان بده|نمایش بده|لیست|فهرست|بگو|بده|پیدا کن|چیست|کیست|کیستند|چه کسی|"
        "چه کسانی|کدامند|چیه|چقدر|چقدره|همراه با|به همراه|اسامی|همچنین",
    ),
    Word.COUNT: (
        "how many|number of|numbers of|frequency|count|the number|number|total number of|total number|count of|"
        "total count of|amount of|quantity of|how many different number of|the total number of",
        "چند|چند تا|چندتا|تعداد|شمار|چه تعداد",
    ),
    Word.AVERAGE: (
        "average|avg|mean|average of|mean of|on average",
        "میانگین|متوسط|معدل",
    ),
    Word.TOTAL: (
        "total|sum|sum of|total of|combined|overall",
        "مجموع|جمع|کل|جمع کل",
    ),
    Word.HIGHEST: (
        "highest|maximum|max|largest|greatest|biggest|most|top most|maximal|the most",
        "بیشترین|بالاترین|بزرگترین|حداکثر",
    ),
    Word.LOWEST: (
        "lowest|minimum|min|smallest|least|fewest|minimal|the least|the fewest",
        "کمترین|پایین ترین|کوچکترین|حداقل",
    ),
    Word.COMMON: (
        "most common|most popular|most frequent|most frequently used|most often|predominant|most commonly used|"
        "most prevalent|most widespread",
        "رایج ترین|متداول ترین|پرتکرارترین|شایع ترین",
    ),
    Word.UNCOMMON: (
        "least common|least popular|least frequent|rarest",
        "کمیاب ترین|نادرترین",
    ),
    Word.TOP: (
        "top|first|leading",
        "برتر|اول",
    ),
    Word.LATEST: (
        "latest|most recent|newest|last|most recently",
        "آخرین|جدیدترین|تازه ترین",
    ),
    Word.EARLIEST: (
        "earliest|first ever",
        "اولین|نخستین",
    ),
    Word.DISTINCT: (
        "distinct|different|unique|various|diverse|separate",
        "مختلف|متمایز|یکتا|متفاوت|گوناگون",
    ),
    Word.OF: (
        "of|for|s",
        "از|برای",
    ),
    Word.AT: (
        "in|on|at|from|by|within|to|across|among|inside|into|through|as|around|during|corresponding to|"
        "out of|out of all|associated with|in terms of|related to|regarding|about|belonging to|"
        "took place|take place|takes place|taking place",
        "در|به|توسط|بر|روی|مربوط به|متعلق به|میان",
    ),
    Word.WITH: (
        "with|including|along side",
        "با|دارای",
    ),
    Word.WITHOUT: (
        "without|without any|with no|lacking|with none of",
        "بدون|فاقد",
    ),
    Word.EXCEPT: (
        "except|except for|excluding|other than|besides|apart from",
        "به جز|بجز|غیر از|به غیر از|به استثنای",
    ),
    Word.EACH: (
        "each|every|per|for each|for every|in each|by each|of each|from each|at each|with each|on each|in every|"
        "grouped by|group by|broken down by|for all the different|for all different",
        "هر|برای هر|در هر|به تفکیک|بر اساس|به ازای هر|از هر|هر یک از|به ازای",
    ),
    Word.AND: (
        "and",
        "و",
    ),
    Word.OR: (
        "or",
        "یا",
    ),
    Word.BOTH: (
        "both",
        "هر دو|هم",
    ),
    Word.BUT: (
        "but",
        "ولی|اما",
    ),
    Word.NOT: (
        "not|never|no|none|dont|doesnt|didnt|isnt|arent|wasnt|werent|havent|hasnt|hadnt|no any|not any",
        "هیچ|هرگز|نه",
    ),
    Word.THAT: (
        "that|who|which|whose|where|whom|when|in which|for which|of which|to which|at which|on which|with which|"
        "by which|from which|what|of whom|such that|so that",
        "که|کسانی که",
    ),
    Word.HAVE: (
        "have|has|had|having|own|owns|owned|possess|possesses|there is|there are|is there|are there|exist|exists",
        "دارند|دارد|داریم|داشتیم|داشته اند|داشتند|داشته باشند|داشته باشد|داشت|هست|هستند",
    ),
    Word.THAN: (
        "than|than that of|than those of|compared to",
        "از",
    ),
    Word.TO: (
        "to",
        "تا",
    ),
    Word.ORDERED: (
        "ordered|ordered by|order by|order|in order|sorted|sorted by|sort|sort by|ranked by|order of|in order of|"
        "in the order of|order the results by|order results by|sort the results by|arranged by|sort them by|"
        "ordering by|sorting by|order them by|in a order of|starting|starting from|starting with|results|the results",
        "به ترتیب|مرتب شده بر اساس|مرتب بر اساس|مرتب شده|مرتب|بر حسب|ترتیب|مرتب سازی بر اساس",
    ),
    Word.ASCENDING: (
        "ascending|ascending order|in ascending order|ascending order of|in ascending order of|increasing|"
        "increasing order|increasing order of|alphabetical|alphabetical order|alphabetical order of|alphabetically|"
        "in alphabetical order|in alphabetical order of|lexicographical|lexicographic|lexicographical order|"
        "lexicographic order|in lexicographical order|in lexicographic order|in increasing order of|"
        "in increasing order|ascendingly",
        "صعودی|الفبا|به ترتیب صعودی|به ترتیب الفبا|الفبایی",
    ),
    Word.DESCENDING: (
        "descending|descending order|in descending order|descending order of|in descending order of|decreasing|"
        "decreasing order|decreasing order of|in decreasing order|in decreasing order of|reverse|reversed|"
        "descendingly|reverse alphabetical order|in reverse alphabetical order|reverse order",
        "نزولی|به ترتیب نزولی",
    ),
    Word.CONTAINS: (
        "contain|contains|containing|include the word|includes the word|contain the word|contains the word|the word|"
        "containing the word|with the word|the substring|substring|the letter|the letters|the text|the phrase|"
        "has the word|have the word|contain the substring|contains the substring|contains the letter|"
        "containing the letter|the string|contain the letter",
        "شامل|حاوی",
    ),
    Word.BEGINS: (
        "start with|starts with|starting with|starting with the letter|begin with|begins with|beginning with|"
        "start with the letter|"
        "starts with the letter|begins with the letter|start with the letters|with the prefix|start from",
        "شروع می شود با|با شروع",
    ),
    Word.ENDS: (
        "end with|ends with|ending with|end in|ends in|ending in|ends with the letter|end with the letter",
        "پایان می یابد با|ختم می شود به",
    ),
    Word.EMPTY: (
        "null|missing|unknown|empty|not known|not recorded|not given|unavailable|blank",
        "خالی|نامشخص|نامعلوم",
    ),
    Word.OLD: (
        "years old|year old|years of age",
        "ساله|سال سن|سال",
    ),
    Word.ONWARDS: (
        "or after|or later|and after|and later|onwards|onward|or more recently|or afterwards|and onwards",
        "به بعد|یا بعد از آن",
    ),
    Word.EARLIER: (
        "or before|or earlier|and before|and earlier",
        "یا قبل از آن|و قبل از آن",
    ),
    Word.DETAILS: (
        "all details|all the details|details|detail|all information|all the information|information|info|"
        "all the available information|all available information|everything|all columns|full details|"
        "complete information",
        "جزئیات|همه اطلاعات|اطلاعات|مشخصات",
    ),
    Word.NAME: (
        "name",
        "نام|اسم",
    ),
    Word.THING: (
        "person|people|individual|individuals|item|items|one|ones|record|records|entry|entries",
        "نفر|افراد|مورد",
    ),
    Word.TIMES: (
        "times|once|occasions",
        "بار|مرتبه|دفعه",
    ),
    Word.RATIO: (
        "ratio|ratio of|ratios|ratio between",
        "نسبت",
    ),
    Word.SHARE: (
        "proportion|proportion of|fraction|fraction of",
        "چه نسبتی|چه کسری",
    ),
    Word.PERCENT: (
        "percentage|percentage of|percent|percent of|what percent of",
        "درصد|چند درصد|چه درصدی|درصد از",
    ),
    Word.CHANGE: (
        "how does|how do|change|changes|differ|differs|vary|varies|evolve|evolves",
        "چگونه تغییر می کند|چه تغییری می کند",
    ),
    Word.UNIT: (
        "usd|dollars|euros|km|kg",
        "متر|کیلومتر|کیلوگرم|دقیقه",
    ),
    Word.SAME: (
        "same",
        "همان",
    ),
    Word.DAYS: (
        "days|day|time|difference|difference in days|time difference|gap|duration|length of stay|interval",
        "روز|روزها|روزهای|فاصله|مدت",
    ),
    Word.BE: (
        "is|are|was|were|be|been",
        "است|هستند|اند|شده اند|بوده اند",
    ),
    Word.THAN_ALL: (
        "than all|than every",
        "از تمام|از تمامی",
    ),
    Word.BEYOND: (
        "first time|last time|second highest|third highest|second lowest|second most|third most|second largest|"
        "second oldest|second youngest|half of|at most once|median|mode|right after|right before|on weekends|"
        "percentile|standard deviation|consecutive|in a row",
        "اولین بار|آخرین بار|نصف|نیمی از|میانه|پیاپی|پشت سر هم",
    ),
}
