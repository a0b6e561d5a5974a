"""What is read from PostgreSQL's catalogues about grants and owners; names come quoted, ready for statements."""

from __future__ import annotations

GRANTS = """
WITH relation AS (
    SELECT c.oid, c.oid::regclass::text AS name, relkind, relnamespace, relowner, relacl,
           CASE WHEN (nspname, relname) IN (SELECT * FROM unnest(%(schemas)s::text[], %(tables)s::text[]))
                THEN 'wanted' ELSE 'read' END AS rule
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
), routine AS (
    SELECT p.oid, p.oid::regprocedure::text AS name, pronamespace, proowner, proacl,
           CASE WHEN extname = ANY(%(reaching_out)s) THEN 'extension function'
                -- What PostgreSQL itself brings along has a number below 16384.
                WHEN p.oid < 16384 AND proname ~ '^(lo_|pg_ls_|pg_read_|pg_stat_file)' THEN 'file function'
                WHEN p.oid < 16384 THEN 'server function'
                WHEN NOT lanpltrusted AND (extname IS NULL OR lanname NOT IN ('c', 'internal')) THEN 'language function'
                WHEN prosecdef THEN 'definer function'
           END AS rule
    FROM pg_proc p JOIN pg_language l ON l.oid = prolang
    LEFT JOIN (pg_depend JOIN pg_extension e ON refclassid = 'pg_extension'::regclass AND refobjid = e.oid)
           ON classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'
    -- Functions of these types can be called by the server alone.
    WHERE prorettype::regtype::text NOT IN ('trigger', 'event_trigger', 'language_handler', 'fdw_handler', 'internal')
), securable AS (
    SELECT rule, 'TABLE' AS kind, 'table' AS noun, name AS target, name AS object,
           'pg_class'::regclass AS class, oid AS id, 0 AS part, 'r' AS type,
           relnamespace AS namespace, relowner AS owner, relacl AS acl
    FROM relation WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL
    SELECT rule, 'TABLE', 'column', name, name || '.' || quote_ident(attname),
           'pg_class'::regclass, oid, attnum, 'c', relnamespace, relowner, attacl
    FROM relation JOIN pg_attribute ON attrelid = oid WHERE attacl IS NOT NULL AND NOT attisdropped
    UNION ALL
    SELECT 'sequence', 'SEQUENCE', 'sequence', name, name, 'pg_class'::regclass, oid, 0, 's', NULL, relowner, relacl
    FROM relation WHERE relkind = 'S'
    UNION ALL
    SELECT rule, 'ROUTINE', 'function', name, name, 'pg_proc'::regclass, oid, 0, 'f', pronamespace, proowner, proacl
    FROM routine WHERE rule IS NOT NULL
    UNION ALL
    SELECT 'create', 'SCHEMA', 'schema', name, name, 'pg_namespace'::regclass, oid, 0, 'n', NULL, nspowner, nspacl
    FROM pg_namespace, quote_ident(nspname) AS name
    UNION ALL
    SELECT 'create', 'DATABASE', 'database', name, name, 'pg_database'::regclass, oid, 0, 'd', NULL, datdba, datacl
    FROM pg_database, quote_ident(datname) AS name WHERE datname = current_database()
    UNION ALL
    SELECT 'create', 'TABLESPACE', 'tablespace', name, name, NULL, oid, 0, 't', NULL, spcowner, spcacl
    FROM pg_tablespace, quote_ident(spcname) AS name
    UNION ALL
    SELECT 'foreign', 'FOREIGN SERVER', 'foreign server', name, name, NULL, oid, 0, 'S', NULL, srvowner, srvacl
    FROM pg_foreign_server, quote_ident(srvname) AS name
    UNION ALL
    SELECT 'foreign', 'FOREIGN DATA WRAPPER', 'foreign-data wrapper', name, name,
           NULL, oid, 0, 'F', NULL, fdwowner, fdwacl
    FROM pg_foreign_data_wrapper, quote_ident(fdwname) AS name
    UNION ALL
    SELECT 'large object', 'LARGE OBJECT', 'large object', name, name, NULL, oid, 0, 'L', NULL, lomowner, lomacl
    FROM pg_largeobject_metadata, CAST(oid AS text) AS name
    UNION ALL
    SELECT 'parameter', 'PARAMETER', 'parameter', parname, parname, NULL, oid, 0, 'p', NULL, 10, paracl
    FROM pg_parameter_acl
)
SELECT CASE WHEN kind = 'TABLE' AND privilege_type <> 'SELECT' THEN 'write' ELSE rule END AS rule,
       kind, noun, target, object, privilege_type AS privilege, grantee,
       CASE WHEN grantor <> owner THEN quote_ident(pg_get_userbyid(grantor)) END AS grantor
FROM securable, aclexplode(coalesce(acl, acldefault(type::"char", owner)))
WHERE grantee = ANY(%(roles)s) AND grantee <> owner
      AND (kind, privilege_type) NOT IN (('SCHEMA', 'USAGE'), ('DATABASE', 'CONNECT'))
      AND (namespace IS NULL OR EXISTS (
          SELECT FROM unnest(%(roles)s) AS role WHERE has_schema_privilege(role, namespace, 'USAGE')
      ))
      -- Here everyone sees what concerns them.
      AND (namespace IS DISTINCT FROM 'information_schema'::regnamespace OR privilege_type <> 'SELECT')
      -- What PostgreSQL gives to everyone from the start.
      AND NOT (kind IN ('TABLE', 'ROUTINE') AND id < 16384 AND EXISTS (
          SELECT FROM aclexplode(coalesce(
              (SELECT initprivs FROM pg_init_privs WHERE (classoid, objoid, objsubid) = (class, id, part)),
              acldefault(type::"char", owner)
          )) AS initial
          WHERE initial.grantee = 0 AND initial.privilege_type = aclexplode.privilege_type
      ))
ORDER BY kind, noun, target, object, privilege
"""
OWNED = """
SELECT type || ' ' || identity FROM pg_shdepend, pg_identify_object(classid, objid, objsubid)
WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass AND refobjid = %(role)s
      AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      -- These two are settings of the role itself.
      AND classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)
ORDER BY type, identity
"""
HEIR = """
SELECT quote_ident(rolname) FROM pg_roles WHERE oid = (
    -- The database's owner or, where that is this role, 10: the one who has made the server.
    SELECT coalesce(nullif(datdba, %(role)s), 10) FROM pg_database WHERE datname = current_database()
)
"""
