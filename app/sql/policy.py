"""What SQL may use: the tables of the semantic layer, and PostgreSQL's harmless functions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Tables as (schema, name); `default_schema` is where an unqualified name is looked up."""

    tables: frozenset[tuple[str, str]]
    default_schema: str = "public"

    def allows_table(self, schema: str | None, name: str) -> bool:
        """Whether a relation may be read; names are exact, as PostgreSQL has folded them."""
        return (schema or self.default_schema, name) in self.tables


ROWS = "avg bool_and bool_or count every max min mode percentile_cont percentile_disc string_agg array_agg sum"
SPREADS = "stddev stddev_pop stddev_samp var_pop var_samp variance corr"
WINDOWS = "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"
NUMBERS = "pi random abs ceil ceiling div floor greatest least mod power round sign sqrt trunc width_bucket ln exp log"
TEXTS = """
btrim char_length concat concat_ws initcap left length lower ltrim position replace reverse right rtrim
split_part starts_with strpos substr substring translate trim upper to_char like_escape similar_to_escape
"""
DATES = """
age date date_bin date_part date_trunc extract isfinite justify_days justify_interval make_date now overlaps
to_date to_timestamp timezone
"""
FUNCTIONS = frozenset(" ".join([ROWS, SPREADS, WINDOWS, NUMBERS, TEXTS, DATES]).split())
"""Functions that read their arguments and nothing else, and can't be made to fill memory or disk."""
NODES = frozenset(
    """
    A_ArrayExpr A_Const A_Expr A_Star Alias BoolExpr Boolean BooleanTest CaseExpr CaseWhen CoalesceExpr CollateClause
    ColumnRef Float FuncCall GroupingFunc GroupingSet Integer JoinExpr MinMaxExpr NullTest RangeFunction RangeSubselect
    RangeVar ResTarget RowExpr SQLValueFunction SelectStmt SortBy String SubLink TypeCast TypeName WindowDef
    """.split()
)
"""Parts that a statement may be made of, by their names in PostgreSQL's parser."""
TYPES = frozenset(
    """
    bool int2 int4 int8 float4 float8 numeric text varchar bpchar date time timetz timestamp timestamptz interval
    """.split()
)
"""Types that a value may be cast to: none of them names a thing of the database."""
OPERATORS = frozenset("= <> < > <= >= + - * / % ^ || ~~ !~~ ~~* !~~* ~ !~ ~* !~* & | # << >> BETWEEN".split())
PREFIXES = frozenset("+ - ~".split())
"""Operators that may stand before a value: others, such as @, are functions in disguise."""
