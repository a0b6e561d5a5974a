"""Persian in Latin letters: a lexicon by hand, and spelling habits folded (forosh, foroosh, forush)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from app.language.folding import fold, keys
from app.language.tokens import Token
from app.language.verbs import STEM_OF

WORDS = """
    فروش:foroosh سفارش:sefaresh مشتری:moshtari کاربر:karbar خریدار:kharidar خرید:kharid محصول:mahsool کالا:kala
    جنس:jens درآمد:daramad قیمت:gheymat مبلغ:mablagh ارزش:arzesh تعداد:tedad وضعیت:vaziat دسته:daste
    دسته‌بندی:dastebandi دسته‌بندی:dastebandy سبد:sabad ایمیل:email اسم:esm نام:nam تاریخ:tarikh ثبت:sabt
    ثبت‌نام:sabtenam ثبت‌نام:sabtnam عضو:ozv سود:sood هزینه:hazine تخفیف:takhfif موجودی:mojoodi انبار:anbar
    شهر:shahr شماره:shomare شناسه:shenase لغو:laghv کنسل:kansel کنسل:cancel مرجوعی:marjooi مرجوعی:marjooei
    مرجوع:marjoo برگشتی:bargashti تحویل:tahvil ارسال:ersal انتظار:entezar معلق:moalagh کتاب:ketab پوشاک:pooshak
    لباس:lebas الکترونیک:elektronik ورزشی:varzeshi ورزش:varzesh زیبایی:zibayi آرایشی:arayeshi اسباب‌بازی:asbabbazi
    بازی:bazi اسباب:asbab خانه:khane آشپزخانه:ashpazkhane خانگی:khanegi لوازم:lavazem خواربار:kharobar
    خوراکی:khoraki جدید:jadid قدیمی:ghadimi فعال:faal کل:kol مجموع:majmoo جمع:jam میانگین:miangin میانگین:miyangin
    متوسط:motevaset معدل:moadel درصد:darsad سهم:sahm رشد:roshd نرخ:nerkh نسبت:nesbat مقایسه:moghayese تجمعی:tajamoi
    رتبه:rotbe روند:ravand تفکیک:tafkik اساس:asas حسب:hasb نظر:nazar لحاظ:lahaz ازای:ezaye بیشترین:bishtarin
    کمترین:kamtarin بهترین:behtarin بدترین:badtarin برتر:bartar بیشتر:bishtar کمتر:kamtar بیش:bish کم:kam
    بالای:balaye بالا:bala زیر:zir حداقل:hadaghal حداکثر:hadaksar بین:beyn بین:bein پرفروش:porforoosh
    پرفروش‌ترین:porforooshtarin کم‌فروش:kamforoosh کم‌فروش‌ترین:kamforooshtarin گران:geran گران:geroon
    گران‌ترین:gerantarin گران‌ترین:geroontarin ارزان:arzan ارزان:arzoon ارزان‌ترین:arzantarin ارزان‌ترین:arzoontarin
    پردرآمدترین:pordaramadtarin پردرآمد:pordaramad ترین:tarin پر:por ها:ha های:haye هایی:hayi مبلغ:mablaq
    امروز:emrooz دیروز:dirooz پریروز:parirooz فردا:farda امسال:emsal پارسال:parsal پیرارسال:pirarsal سال:sal ماه:mah
    هفته:hafte روز:rooz فصل:fasl ساعت:saat گذشته:gozashte اخیر:akhir قبل:ghabl قبلی:ghabli پیش:pish بعد:baad
    آینده:ayande جاری:jari بهار:bahar تابستان:tabestan تابستان:tabestoon پاییز:payiz پاییز:paiz پاییز:paeez
    زمستان:zemestan زمستان:zemestoon نیمه:nime سه‌ماهه:semahe شش‌ماهه:sheshmahe اول:aval دوم:dovom سوم:sevom
    چهارم:chaharom آخر:akhar آخرین:akharin اولین:avalin ابتدا:ebteda ابتدای:ebtedaye شمسی:shamsi میلادی:miladi
    ماهانه:mahane ماهیانه:mahiane هفتگی:haftegi روزانه:roozane سالانه:salane فصلی:fasli شنبه:shanbe یکشنبه:yekshanbe
    دوشنبه:doshanbe سه‌شنبه:seshanbe چهارشنبه:chaharshanbe پنجشنبه:panjshanbe جمعه:jome فروردین:farvardin
    اردیبهشت:ordibehesht خرداد:khordad تیر:tir مرداد:mordad شهریور:shahrivar مهر:mehr آبان:aban آذر:azar دی:dey
    بهمن:bahman اسفند:esfand یک:yek دو:do سه:se چهار:chahar چهار:char پنج:panj شش:shesh شش:shish هفت:haft هشت:hasht
    نه:noh ده:dah بیست:bist سی:si چهل:chehel پنجاه:panjah شصت:shast هفتاد:haftad هشتاد:hashtad نود:navad صد:sad
    دویست:devist پانصد:punsad هزار:hezar میلیون:milion میلیون:melyoon میلیون:milyoon میلیارد:miliard میلیارد:milyard
    نیم:nim تومان:tooman تومان:toman ریال:rial تا:ta بار:bar عدد:adad نفر:nafar چند:chand چندتا:chandta چندتا:chanta
    چقدر:cheghadr چقدر:cheqadr چقدر:chegadr چه:che چی:chi چیه:chie کدام:kodam کدام:kodoom کدومه:kodoome کی:ki
    چطور:chetor لیست:list فهرست:fehrest نشان:neshan نشان:neshoon بده:bede بگو:begoo همه:hame هر:har هیچ:hich
    هیچی:hichi هرگز:hargez اصلا:aslan فقط:faghat بدون:bedoone بدون:bedoon غیر:gheyr جز:joz در:dar تو:too توی:tooye
    از:az به:be با:ba برای:baraye برای:vase را:ro را:ra و:va که:ke هم:ham یا:ya این:in آن:an آن:oon ما:ma من:man
    حالا:hala الان:alan تاکنون:takonoon لطفا:lotfan سلام:salam نه:na است:ast هست:hast هستند:hastand بود:bood
    بوده:boode بودند:boodand شده:shode شد:shod شدند:shodan شده‌اند:shodeand داشتیم:dashtim داریم:darim دارد:dare
    دارند:daran دارند:darand داشته:dashte داشت:dasht داشتند:dashtan کرده:karde کردند:kardan کردیم:kardim
    کرده‌اند:kardeand
    کلا:kolan چقد:cheghad چقد:cheqad چقد:chegad چقده:cheghade همه:hameye میخوام:mikham چندتا:chandtas
    سرجمع:sarjam هیچ‌وقت:hichvaght هیچ‌وقت:hichvaqt هیچ‌کدام:hichkodoom دقیقا:daghighan چندتاست:chandtast
    چندتاست:chandtas چندتاست:chantast تازه:taze خریدار:kharidaran پول:pool نشون:neshoon اکثر:aksar
    پرفروش:porfrosh پرفروش‌ترین:porfroshtarin متوسط:motavaset تومن:toman چنده:chande رفت:raft رفتند:raftan
    کرد:kard داد:dad فروخت:forookht کیا:kia کدوما:kodooma
    نکرده:nakarde نکردند:nakardan نداشتند:nadashtan نداشته:nadashte ندارند:nadaran نشده:nashode نخریدند:nakharidan
    خریدند:kharidan خریده:kharide نخریده:nakharide فروختیم:forookhtim فروخته:forookhte رفته:rafte نرفته:narafte
    گرفتیم:gereftim گرفته:gerefte داده:dade دادند:dadan نداده:nadade ندادند:nadadan
"""
BEFORE = {("bar", "asas"): "بر", ("bar", "hasb"): "بر", ("bar", "hasbe"): "بر", ("bar", "asase"): "بر"}
"""A word that is another one before a certain word: "bar asase"."""
SUFFIXES = """
    hayi:هایی hai:هایی haei:هایی
    haye:های aye:های ati:اتی ate:ات ane:ان hamon:هامون hashon:هاشون ham:هام ha:ها ye: e: emon:مون mon:مون shon:شون
    eshon:شون ash:ش esh:ش am:م i:ی an:ان at:ات a:ها o: ro:
"""
"""Endings after folding, with what they are in Persian; ezafe and the object's "o" are nothing."""
ENGLISH_TOO = keys("do to in be man an list cancel email bar dare ham am sad hame kala si se ya ta na too ran")
"""Words of the lexicon that are English words as well; they tell nothing about the language."""
NAMES = keys("""
    farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand
    toman tooman rial jalali shamsi miladi
""")
"""Persian names that English questions use too."""
EZAFE = ("e", "ye")
"""Written apart ("foroosh-e emsal") these are left out."""
SHORTEST_STEM = 2
NEGATION = "ن"
HABITS = (
    (re.compile("oo|ou|u|w(?=[^aeio])"), "o"),
    (re.compile("ee|iy|y(?=[^aeio]|$)"), "i"),
    (re.compile("gh|q"), "q"),
    (re.compile("kh|x"), "x"),
    (re.compile("ck|c(?!h)"), "k"),
    (re.compile("w"), "v"),
    (re.compile("ey|ei"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=e)h$"), ""),
)
"""Spellings of the same sound."""


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """The word as it sounds, whatever the spelling: foroosh, forush and forosh are one."""
    for pattern, letter in HABITS:
        word = pattern.sub(letter, word)
    return word


def entries(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table written as one:other."""
    for entry in text.split():
        one, _, other = entry.partition(":")
        yield one, other


LEXICON = {sound(latin): fold(persian) for persian, latin in reversed(list(entries(WORDS)))}
"""Persian match keys by sound; of words that sound the same the first one counts."""


@lru_cache(maxsize=4096)
def persian_key(word: str) -> str | None:
    """The match key of the Persian word that a Latin one stands for, with its suffix; None for another word."""
    heard = sound(word)
    if heard in LEXICON:
        return LEXICON[heard]
    if heard.startswith("na") and (verb := LEXICON.get(heard.removeprefix("na"))) in STEM_OF:
        return NEGATION + verb
    for suffix, persian in entries(SUFFIXES):
        stem = heard.removesuffix(suffix)
        if stem != heard and len(stem) > SHORTEST_STEM and stem in LEXICON:
            return LEXICON[stem] + fold(persian)
    return None


def is_telling(word: str) -> bool:
    """Whether the word is Finglish and nothing else."""
    return word not in ENGLISH_TOO and word not in NAMES and persian_key(word) is not None


def to_persian(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with Persian match keys for Finglish words; text and places stay, and so do other words."""
    words = [token for token in tokens if token.key not in EZAFE]
    following = [token.key for token in words[1:]] + [""]
    return tuple(map(with_persian_key, words, following))


def with_persian_key(token: Token, following: str) -> Token:
    """The token, with the match key of the Persian word if it is one."""
    if token.kind != "word":
        return token
    key = BEFORE.get((token.key, following)) or persian_key(token.key) or token.key
    return replace(token, key=key)
