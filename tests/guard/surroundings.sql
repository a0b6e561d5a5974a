-- What a hostile statement would like to reach beside the shop: each secret holds the word «canary».
CREATE TABLE api_keys (id integer PRIMARY KEY, secret text NOT NULL);
INSERT INTO api_keys VALUES (1, 'sk-canary-4e1f'), (2, 'sk-canary-9b27');

CREATE TABLE users (id integer PRIMARY KEY, username text, password_hash text, email text);
INSERT INTO users VALUES (1, 'root-canary', 'hash-canary-77c0', 'root-canary@example.org'),
                         (2, 'guest-canary', 'hash-canary-1d5a', 'guest-canary@example.org');
CREATE VIEW user_list AS SELECT id, username, email FROM users;
CREATE MATERIALIZED VIEW user_copy AS SELECT * FROM users;

CREATE TABLE audit_log (id integer PRIMARY KEY, entry text);
INSERT INTO audit_log VALUES (1, 'login of root-canary');
CREATE TABLE query_history (id integer PRIMARY KEY, question text, sql text);
INSERT INTO query_history VALUES (1, 'what does canary earn', 'SELECT ''canary''');
CREATE SEQUENCE app_seq;
SELECT nextval('app_seq');

CREATE SCHEMA private;
CREATE TABLE private.salaries (id integer PRIMARY KEY, name text, salary numeric);
INSERT INTO private.salaries VALUES (1, 'canary the accountant', 4321);
CREATE TABLE private.customers (id integer PRIMARY KEY, name text, email text);
INSERT INTO private.customers VALUES (1, 'canary the customer', 'canary@example.org');

-- Functions that read secrets with the rights of whoever calls them; some are named as PostgreSQL's own.
CREATE FUNCTION exec_sql(statement text) RETURNS text LANGUAGE plpgsql AS
    $$ DECLARE answer text; BEGIN EXECUTE statement INTO answer; RETURN answer; END $$;
CREATE FUNCTION leak_users() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION "lower"(text) RETURNS text LANGUAGE sql AS 'SELECT secret FROM api_keys LIMIT 1';
CREATE FUNCTION "Count"(integer) RETURNS text LANGUAGE sql AS 'SELECT secret FROM api_keys LIMIT 1';
CREATE FUNCTION "COALESCE"(text) RETURNS text LANGUAGE sql AS 'SELECT secret FROM api_keys LIMIT 1';
CREATE FUNCTION private.lower(text) RETURNS text LANGUAGE sql AS 'SELECT secret FROM public.api_keys LIMIT 1';
CREATE FUNCTION private.sum(integer) RETURNS text LANGUAGE sql AS 'SELECT secret FROM public.api_keys LIMIT 1';
CREATE FUNCTION private.generate_series(integer, integer) RETURNS SETOF text LANGUAGE sql
    AS 'SELECT secret FROM public.api_keys';
CREATE FUNCTION private.matches(text, text) RETURNS text LANGUAGE sql
    AS 'SELECT secret FROM public.api_keys LIMIT 1';
CREATE OPERATOR private.~ (FUNCTION = private.matches, LEFTARG = text, RIGHTARG = text);
CREATE COLLATION private.x FROM "C";

-- So that a payload may lie wherever somebody could have put it.
ALTER TABLE orders DROP CONSTRAINT ck_orders_status;
