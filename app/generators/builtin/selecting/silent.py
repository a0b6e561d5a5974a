"""Words that say nothing between others, verbs that only hold them together, and units."""

from __future__ import annotations

from app.language.folding import keys

FILLER = keys(
    """
    a an the all any some either do does did is are was were be been being am it its they their theirs them there this i
    me we us our you your he she his her him whole entire just only really ones available given considered
    called named titled entitled listed corresponding own currently ever overall list those these kind would will
    can should total را رو خود خودش خودشان های ها است بود بودند بوده شده شد می شود شوند همه تمام تمامی آنها ان آن
    این یک شان هستند کرده اند کردند still
    """
)
"""Words that say nothing where they stand between others."""
VERBS = """
    handle processed filed filing acted acting wins winning shown showed graded approve receive submit lasted lasts
    lasting scheduled screened recruit finance shoot shot drew drawn
    live located locate situated based lie belong come originate born raised raise happen occur held hold take
    taken perform play participate compete appear attend join visit enroll work serve employ hire hired manage lead
    run led operate write written wrote author publish release air broadcast direct produce make made create
    created build built design record conduct present support sing sung sang study teach taught learn speak spoken
    spoke use using used offer provide sell sold buy bought purchase order own win won receive get
    got give given assign assigned associate relate involve feature star cover reach connect flow traverse border
    pass cross cooperate supply ship deliver stay travel fly arrive depart treat diagnose prescribe sponsor host
    organize review rated evaluate shares shared sharing found establish open opened registered register issue issued
    become became be known know go went gone consider part borrow lend lent pay paid spend spent flies flew flown landed
    leave left took drove worn wore chose chosen grew grown knew known won
    ran brought caught found carry carries carried booked voted elect nominate awarded coached trained graduate
    transferred charged scored develop invest launched follow watched viewed rented adopt teach advise cite mention
    include consist keep kept meet met give gave drive drove driven undergo undergone acquire imported exported docked
    composed collect donated represent occupy اجرا کرده خریده سفارش داده ثبت اند خریدند ساخته نوشته زندگی کنند می
    ساکن مقیم
""".split()
"""Verbs that only say that things belong together, in whatever way the tables have it."""
UNITS = tuple(
    "meters metres kilometers kilometres miles feet hectares kilograms grams pounds tons years minutes".split()
)
"""Units of measure."""
