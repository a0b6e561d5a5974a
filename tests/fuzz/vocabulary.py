"""What the made-up statements are made of: tables, names, and for each kind of value how it may be written."""

from __future__ import annotations

TABLES = {
    "customers": {"id": "number", "name": "text", "email": "text", "registration_date": "date"},
    "products": {"id": "number", "name": "text", "category": "text", "price": "number"},
    "orders": {
        "id": "number",
        "customer_id": "number",
        "product_id": "number",
        "order_date": "date",
        "quantity": "number",
        "status": "text",
    },
}
"""The tables that may be read, with the kinds of their columns."""
HIDDEN = frozenset({"email"})
"""Those of their columns that nobody may ask about."""
KINDS = ("number", "text", "date")
PLAIN = {"number": "1", "text": "'a'", "date": "CURRENT_DATE"}
"""The kinds of values, and one of each."""
SPELLINGS = ("{0}", "{0}", "{0}", "public.{0}", '"{0}"', 'public."{0}"', '"public".{0}', "ONLY {0}", "{0} *")
"""How a table's name may be written."""
FORBIDDEN_TABLES = (
    "api_keys", "users", "audit_log", "query_history", "user_list", "user_copy", "private.salaries",
    "private.customers", "querycraft.query_run", "public.users", "pg_user", "pg_class", "pg_catalog.pg_proc",
    "pg_stat_activity", "information_schema.tables", "pg_temp.customers", "app_seq", "customers_id_seq",
    "customers_pkey", '"Customers"', '"customers "', "PUBLIC.Customers", '"PUBLIC".customers',
    "postgres.public.customers", "customers TABLESAMPLE system (10)", "pg_toast.pg_toast_1255", "current_user", "user",
    "session_user", "current_catalog", "c", "t",
)  # fmt: skip
"""Relations that may not be read, do not exist, or are none."""
NAMES = (
    "a", "b", "c", "t", "x", "customers", "orders", "products", "users", "api_keys", "public", "email", "secret", "id",
    "name", "lower", '"user"', '"current_user"', '"Customers"', '"select"', '"odd ""name"""', "شمار", "ctid",
    "row_to_json", "national_code",
)  # fmt: skip
"""Names for results, queries and columns; most of them are those of something else as well."""
ALIASES = ("a", "b", "c", "t", "users", "customers", "orders")
"""Names for what stands in FROM."""
FORBIDDEN_COLUMNS = (
    "email", "ctid", "xmin", "tableoid", "cmax", "secret", "password_hash", "row_to_json", "to_jsonb", "lower", "text",
    "national_code", '"Email"', '"email"', "EMAIL", 'U&"\\0065mail"', "*", "customers", "users", "oid",
)  # fmt: skip
"""Columns that are hidden, the system's, somebody else's, or functions in disguise."""

RULES: dict[str, tuple[str, ...]] = {
    "number": (
        "{column:number}", "{integer}", "{decimal}", "({number} {sign} {number})", "(- {number})", "length({text})",
        "CAST({number} AS numeric)", "({number})::int", "round({number}, 2)", "coalesce({number}, {integer})",
        "CASE WHEN {condition} THEN {number} ELSE {number} END", "extract(year FROM {date})", "abs({number})",
        "({scalar:number})", "greatest({number}, {number})", "nullif({number}, 0)", "pg_catalog.abs({number})",
        "({date} - {date})", "position({text} IN {text})", "(ARRAY[{number}, {number}])[1]", "power({number}, 2)",
        "({number} ^ 2)", "mod({number}, 7)", "width_bucket({number}, 0, 10, 5)", "regexp_count({text}, {pattern})",
        "date_part('month', {date})", "(SELECT count(*) FROM ({query}) AS q)", "cardinality(ARRAY[{text}])",
    ),
    "text": (
        "{column:text}", "{string}", "({text} || {text})", "upper({text})", "substr({text}, 1, 3)", "({number})::text",
        "coalesce({text}, {string})", "CASE {text} WHEN {string} THEN {text} END", "to_char({date}, 'YYYY-MM')",
        "trim(both ' ' FROM {text})", "substring({text} FROM 1 FOR 2)", "({scalar:text})", "concat({text}, {number})",
        "format('%s-%s', {text}, {number})", "replace({text}, 'a', 'b')", '({text} COLLATE "C")', "repeat({text}, 2)",
        "lpad({text}, 8, '0')", "regexp_replace({text}, {pattern}, '')", "left({text}, 3)",
        "split_part({text}, ' ', 1)", "overlay({text} placing {text} from 1)", "least({text}, {text})",
        "({date})::text", "(ARRAY(SELECT {column:text}))[1]", "CAST({text} AS varchar(10))", "md5({text})",
        "initcap({text})", "json_build_object('k', {text})::text", "(string_to_array({text}, ' '))[1]", "chr(65)",
        "reverse({text})",
    ),
    "date": (
        "{column:date}", "DATE '2026-01-31'", "CURRENT_DATE", "date_trunc('month', {date})::date", "({date} + 1)",
        "make_date(2026, 1, 1)", "({date} - INTERVAL '1 month')::date", "now()::date", "greatest({date}, {date})",
        "coalesce({date}, CURRENT_DATE)", "({scalar:date})", "to_date('2026-01', 'YYYY-MM')", "CAST({date} AS date)",
        "('2026-11-21'::timestamp AT TIME ZONE 'UTC')::date", "nullif({date}, CURRENT_DATE)",
    ),
    "condition": (
        "{number} {comparison} {number}", "{text} {comparison} {text}", "{date} {comparison} {date}", "true",
        "{text} LIKE '%a%'", "{text} ILIKE {string}", "{text} ~ {pattern}", "NOT {condition}", "{number} IS NULL",
        "({condition} AND {condition})", "({condition} OR {condition})", "{number} IN ({integer}, {integer})",
        "{number} BETWEEN {number} AND {number}", "{text} IN ({rows:text})", "EXISTS ({query})",
        "{number} = ANY ({rows:number})", "{number} >= ALL ({rows:number})", "{text} IS DISTINCT FROM {text}",
        "({number}, {text}) = ({number}, {text})", "({condition}) IS TRUE", "{text} = ANY (ARRAY[{text}, {text}])",
        "({date}, {date}) OVERLAPS ({date}, {date})", "{text} SIMILAR TO '(a|b)%'", "starts_with({text}, 'a')",
        "({number}, {text}) IN (SELECT {column:number}, {column:text})", "{text} LIKE 'a!%' ESCAPE '!'",
        "{date} BETWEEN SYMMETRIC {date} AND {date}", "ARRAY[{number}] @> ARRAY[1]",
    ),
    "aggregate": (
        "count(*)", "count({column:text})", "sum({number})", "avg({number})", "max({number})", "length(min({text}))",
        "count(DISTINCT {column:number})", "sum({number}) FILTER (WHERE {condition})", "bool_or({condition})::int",
        "length(string_agg({text}, ', ' ORDER BY {number}))", "cardinality(array_agg({text}))",
        "percentile_cont(0.5) WITHIN GROUP (ORDER BY {number})", "length(mode() WITHIN GROUP (ORDER BY {text}))",
        "round(sum({number}) / nullif(count(*), 0), 2)", "length(jsonb_object_agg({text}, {number})::text)",
        "stddev_pop({number})", "extract(year FROM max({date}))",
    ),
    "window": (
        "row_number() OVER (ORDER BY {number})", "rank() OVER (PARTITION BY {text} ORDER BY {number} DESC)",
        "sum({number}) OVER ()", "length(lag({text}) OVER (ORDER BY {date} NULLS LAST))",
        "ntile(4) OVER (ORDER BY {number})", "count(*) FILTER (WHERE {condition}) OVER (PARTITION BY {text})",
        "avg({number}) OVER (ORDER BY {number} ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
        "first_value({number}) OVER (ORDER BY {date} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    ),
    "series": (
        "generate_series(1, 12)", "generate_series({integer}, {integer})", "unnest(ARRAY[1, 2, 3])",
        "generate_series(DATE '2026-01-01', DATE '2026-12-01', INTERVAL '1 month')", "unnest(ARRAY['a', 'b'])",
        "ROWS FROM (generate_series(1, 2), generate_series(1, 3))", "unnest(ARRAY['a', 'b']) WITH ORDINALITY",
        "string_to_table('a b', ' ')", "regexp_split_to_table({string}, {pattern})", "LATERAL generate_series(1, 3)",
    ),
    "integer": ("1", "0", "7", "12", "100", "2026", "1_000", "0x1F"),
    "decimal": ("1.5", "0.25", "1e3", ".5"),
    "string": ("'a'", "'کتاب'", "'it''s'", "'delivered'", "E'\\n'", "$$x$$", "$q$a$q$", "'2026-01-31'", "'-- '", "''"),
    "pattern": ("'a'", "'^[a-z]+$'", "'(a|b)'", "'\\d{2}'"),
    "comparison": ("=", "<>", "<", ">", "<=", ">=", "!="),
    "sign": ("+", "-", "*", "/", "%", "&", "|", "#"),
    "materialized": ("", "", "MATERIALIZED ", "NOT MATERIALIZED "),
    "join": ("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "INNER JOIN"),
    "set": ("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL"),
    "limit": ("", "", " LIMIT 5", " OFFSET 2", " LIMIT {integer} OFFSET 1", " FETCH FIRST 3 ROWS ONLY", " LIMIT ALL"),
}  # fmt: skip
"""Ways to write each kind of part, the plainest first; {symbol} stands for a part of that kind."""

MISCHIEF: dict[str, tuple[str, ...]] = {
    "number": (
        "{hidden}", "({anything}).id", "pg_sleep(1)", "pg_backend_pid()", "random()", "setval('app_seq', 1)",
        "nextval('app_seq')", "lo_create(0)", "pg_advisory_lock(1)", "@{number}", "|/{number}", "({number} !)",
        "generate_series(1, {huge})", "{huge}", "10::numeric ^ {huge}", "exp({huge})", "factorial({huge})", "$1",
        "private.sum({number})", '"Count"({number})', "pg_catalog.length({hidden})", "length({hidden})",
        "(SELECT id FROM {forbidden} LIMIT 1)", "({number} OPERATOR(private.+) 1)", "ctid::text::point[0]",
        "({number} OPERATOR(pg_catalog.+) 1)", "pg_column_size({anything})", "GROUPING({hidden})",
        "'users'::regclass::int", "inet_server_port()", "has_table_privilege('users', 'select')::int",
        "width_bucket(1, 0, 10, {huge})",
    ),
    "text": (
        "{hidden}", "{anything}::text", "current_user", "session_user", "user", "current_schema", "version()",
        "current_setting('search_path')", "set_config('role', 'postgres', false)", "pg_read_file('PG_VERSION')",
        "exec_sql('SELECT secret FROM api_keys')", "query_to_xml('SELECT 1', true, false, '')", "(leak_users()).email",
        "private.lower({text})", '"lower"({text})', "public.lower({text})", 'U&"l\\006fwer"({text})',
        "'users'::regclass", "repeat({text}, {huge})", "lpad({text}, {huge}, 'x')", "format('%{huge}s', {text})",
        "row_to_json({anything})::text", "(SELECT secret FROM api_keys LIMIT 1)",
        "(SELECT email FROM customers LIMIT 1)", "to_jsonb({anything}) ->> 'email'", "concat({anything})",
        "({anything} || '')", '{text} COLLATE private."x"', "xmlelement(name a, {text})", "json_agg({anything})::text",
        "(ROW({hidden})).f1", "({anything}).email", "({anything}).*", "string_agg({hidden}, '')",
        "jsonb_path_query_first('{}', '$')::text", "convert_from('\\x75', 'UTF8')",
        "pg_get_functiondef('lower(text)'::regprocedure)", "regexp_replace({text}, '((a+)+)+$', '')",
        "COLLATION FOR ({text})", "ARRAY[{anything}]::text", "min({hidden})",
    ),
    "date": (
        "{hidden}", "pg_postmaster_start_time()::date", "'infinity'::date", "date '{huge}'", "make_date({huge}, 1, 1)",
        "pg_conf_load_time()::date", "clock_timestamp()::date", "date_bin('1 us', now(), now())::date",
        "INTERVAL '{huge} days' + {date}", "INTERVAL '1' SECOND({huge}) + {date}", "timezone({string}, now())::date",
    ),
    "condition": (
        "{anything} IS NULL", "{anything} = {anything}", "EXISTS (SELECT 1 FROM {forbidden})", "{hidden} LIKE 'a%'",
        "{text} ~ '((a+)+)+$'", "{text} ~ {text}", "{text} LIKE repeat('%a', {huge})", "pg_try_advisory_lock(1)",
        "{text} OPERATOR(private.~) {text}", "{hidden} IN ({rows:text})", "CURRENT OF c",
        "xmlexists('//a' PASSING {text})", "({anything}) IN (SELECT {hidden})",
        "{number} = ANY (SELECT id FROM {forbidden})", "{hidden} IS NOT DISTINCT FROM ''",
    ),
    "aggregate": (
        "count({anything})", "count({hidden})", "array_agg({anything})", "json_agg({anything})",
        "count(DISTINCT {hidden})", "max({hidden})", "string_agg({hidden}, ',' ORDER BY {hidden})",
        "private.sum({number})", "xmlagg({text}::xml)", "percentile_disc(0.5) WITHIN GROUP (ORDER BY {hidden})",
        "count(*) FILTER (WHERE {hidden} = '')",
    ),
    "window": (
        "rank() OVER (ORDER BY {hidden})", "row_number() OVER (PARTITION BY {anything})", "lag({hidden}) OVER ()",
        "sum({number}) OVER w", "count(*) OVER (ORDER BY {number} ROWS BETWEEN {huge} PRECEDING AND CURRENT ROW)",
    ),
    "series": (
        "generate_series(1, {huge})", "pg_ls_dir('.')", "private.generate_series(1, 3)", "leak_users()", "{forbidden}",
        "json_populate_record(NULL::users, '{}')", "dblink('', 'SELECT 1') AS d(x int)", "pg_stat_get_activity(NULL)",
        "generate_series(now(), now() + '1000 years', '1 second')", "unnest(array_fill(1, ARRAY[{huge}]))",
        "pg_lock_status()", "ROWS FROM (generate_series(1, 2), pg_ls_dir('.'))", "current_user", "jsonb_each('{}')",
        "ts_stat('SELECT 1')", "JSON_TABLE('[]', '$[*]' COLUMNS (id int PATH '$'))",
        "XMLTABLE('/a' PASSING '<a/>' COLUMNS id int)",
    ),
    "limit": (
        " FOR UPDATE", " FOR SHARE SKIP LOCKED", " LIMIT {huge}", " FETCH FIRST 3 ROWS WITH TIES",
        " LIMIT ({scalar:number})", " INTO stolen", " FOR READ ONLY", " ORDER BY 1 USING <", " OFFSET {huge}",
        " WINDOW w AS (ORDER BY {hidden})",
    ),
    "join": ("NATURAL JOIN", "CROSS JOIN", "NATURAL FULL JOIN"),
    "integer": ("{huge}", "-1", "0b1", "00012", "2147483648"),
    "decimal": ("1e308", "1e-400", "1_0.5_0", "'NaN'::numeric", "'Infinity'::float8"),
    "string": ("U&'\\0061'", "E'\\'' || '", "'a'\n'b'", "B'101'", "N'a'", "'\\'", "$a$$b$$a$", "E'\\u0000'", "X'1F'"),
    "pattern": ("'(a+)+$'", "'(.*)(.*)(.*)(.*)\\1'", "'(a?){100}'", "'a{1,255}'", "'['", "'(?i)a'", "{text}"),
    "comparison": ("OPERATOR(pg_catalog.=)", "OPERATOR(private.~)", "~", "@@", "===", "<<=", "IS DISTINCT FROM", "@>"),
    "sign": ("^", "||", "<->", "<<", ">>", "#-", "@", "!", "**", "OPERATOR(public.+)"),
    "set": ("UNION DISTINCT", "INTERSECT ALL", "UNION CORRESPONDING"),
}  # fmt: skip
"""Ways to write them that a statement should not have."""
HUGE = (
    "1000000000",
    "99999999999999999999",
    "1e400",
    "1e999999999",
    "-1e999999999",
    "1e99999999999999999999",
    "0xFFFFFFFFFFFFFFFFFF",
    "1_000_000_000",
)
"""Numbers out of any proportion."""
