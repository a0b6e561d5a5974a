"""What a statement may be made of. Whatever is not named here is refused."""

from __future__ import annotations

AGGREGATES = frozenset(
    """
    any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
    json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc regr_avgx regr_avgy
    regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg
    sum var_pop var_samp variance
    """.split()
)
"""Functions that make one row of many."""
COLLECTING = frozenset(
    """
    array_agg json_agg json_object_agg jsonb_agg jsonb_object_agg regexp_split_to_array string_agg string_to_array
    """.split()
)
"""Those that keep every row, or every part, that they get."""
WINDOWS = """
cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
"""
NUMBERS = """
abs acos asin atan atan2 cbrt ceil ceiling cos cosh degrees div exp floor gcd lcm ln log log10 min_scale mod pi pow
power radians random random_normal round scale sign sin sinh sqrt tan tanh trim_scale trunc width_bucket
"""
TEXTS = """
ascii bit_length btrim char_length character_length chr concat concat_ws format initcap is_normalized left length
like_escape lower lpad ltrim md5 normalize octet_length overlay position regexp_count regexp_instr regexp_like
regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace
reverse right rpad rtrim similar_to_escape split_part starts_with string_to_array string_to_table strpos substr
substring to_char to_number translate trim upper
"""
DATES = """
age clock_timestamp date date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days
justify_hours justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps
statement_timestamp timezone to_date to_timestamp transaction_timestamp
"""
COLLECTIONS = """
array_append array_cat array_length array_lower array_ndims array_position array_positions array_prepend
array_remove array_replace array_reverse array_sort array_to_json array_to_string array_upper cardinality
generate_series generate_subscripts json_array_elements json_array_elements_text json_array_length json_build_array
json_build_object json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
jsonb_build_object jsonb_pretty jsonb_typeof num_nonnulls num_nulls row_to_json to_json to_jsonb trim_array unnest
"""
FUNCTIONS = AGGREGATES | frozenset(" ".join([WINDOWS, NUMBERS, TEXTS, DATES, COLLECTIONS]).split())
"""Functions that compute from their arguments and nothing else; app/sql/bounds.py bounds those that could multiply."""
NODES = frozenset(
    """
    A_ArrayExpr A_Const A_Expr A_Indices A_Indirection A_Star Alias BitString BoolExpr Boolean BooleanTest CaseExpr
    CaseWhen CoalesceExpr CollateClause ColumnRef CommonTableExpr Float FuncCall GroupingFunc GroupingSet Integer
    JoinExpr MinMaxExpr NamedArgExpr NullTest RangeFunction RangeSubselect RangeVar ResTarget RowExpr
    SQLValueFunction SelectStmt SortBy String SubLink TypeCast TypeName WindowDef WithClause
    """.split()
)
"""Parts that a statement may be made of, by their names in PostgreSQL's parser."""
TYPES = frozenset(
    """
    bool bpchar date float4 float8 int2 int4 int8 interval json jsonb numeric text time timestamp timestamptz timetz
    uuid varchar
    """.split()
)
"""Types that a value may be cast to: none of them names a thing of the database."""
OPERATORS = frozenset(
    """
    = <> < > <= >= + - * / % ^ || ~~ !~~ ~~* !~~* ~ !~ ~* !~* & | # << >> @> <@ && -> ->> #> #>> ? ?| ?&
    BETWEEN
    """.split()
) | {"NOT BETWEEN", "BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC"}
PREFIXES = frozenset("+ - ~".split())
"""Operators that may stand before a value: others, such as @, are functions in disguise."""
LIMITS: dict[str, tuple[int, str]] = {
    "RangeVar": (32, "FROM"),
    "JoinExpr": (16, "JOIN"),
    "CommonTableExpr": (16, "WITH"),
    "SelectStmt": (80, "SELECT"),
}
"""How many parts of a kind a statement may have, and their word in SQL."""
MAX_DEPTH = 150
"""How deep its parts may be nested: a sum of so many terms is."""
MAX_LENGTH = 10_000
"""How many characters it may have."""
