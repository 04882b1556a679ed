/** Findings on the text of one migration: the rules that keep the schema able to live on many machines. One line a finding. */
export function migrationFindings(name: string, text: string): string[] {
  const sql = text.replace(/--[^\n]*/g, '');
  const say = (message: string) => `${name}: ${message}`;
  return [...tableFindings(sql), ...indexFindings(sql), ...policyFindings(sql)].map(say);
}

/** Tables that are not county data (that they are protected too is tested on a real database): the product's own list of migrations, and the sign-in tables of a library that knows no county. */
const WITHOUT_COUNTY = /^(house\.migration|auth\.[a-z_]+)$/;

type Table = { name: string; body: string };

function tablesOf(sql: string): Table[] {
  return [...sql.matchAll(/create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w.]+)\s*\(/gi)].map((found) => ({ name: found[1]!.toLowerCase(), body: balanced(sql, found.index + found[0].length) }));
}

/** The text up to the bracket that closes the one before `from`. */
function balanced(text: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at += 1) depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
  return text.slice(from, at - 1);
}

/** What stands between commas on the first level. */
function clauses(body: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= body.length; at += 1) {
    const letter = body[at] ?? ',';
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === ',' && depth === 0) {
      found.push(body.slice(start, at).trim());
      start = at + 1;
    }
  }
  return found;
}

function tableFindings(sql: string): string[] {
  return tablesOf(sql).flatMap(({ name, body }) => {
    const findings: string[] = [];
    const escaped = name.replace('.', '\\.');
    if (!new RegExp(`comment\\s+on\\s+table\\s+${escaped}\\s+is`, 'i').test(sql)) findings.push(`table ${name} has no comment`);
    if (!WITHOUT_COUNTY.test(name) && !new RegExp(`house\\.protect\\('${escaped}'|alter\\s+table\\s+${escaped}\\s+enable\\s+row\\s+level\\s+security`, 'i').test(sql)) findings.push(`table ${name} has no row-level security`);
    return [...findings, ...(WITHOUT_COUNTY.test(name) ? [] : clauses(body).flatMap((clause) => keyFindings(name, clause)))];
  });
}

function keyFindings(table: string, clause: string): string[] {
  const findings: string[] = [];
  const key = /\b(primary\s+key|unique(?:\s+nulls\s+not\s+distinct)?|foreign\s+key)\s*\(\s*([\w"]+)/i.exec(clause);
  if (key && key[2] !== 'county_code') findings.push(`table ${table}: a ${key[1]!.toLowerCase()} begins with ${key[2]}, not county_code`);
  if (!key && /\b(primary\s+key|unique)\b/i.test(clause)) findings.push(`table ${table}: a key on one column: ${clause.split('\n')[0]}`);
  const reference = /\breferences\s+([\w.]+)\s*(?:\(\s*(\w+))?/i.exec(clause);
  if (reference && (!/foreign\s+key/i.test(clause) || reference[2] !== 'county_code')) findings.push(`table ${table}: a reference to ${reference[1]} without county_code`);
  const exclusion = /\bexclude\s+using\s+\w+\s*\(\s*(\w+)/i.exec(clause);
  if (exclusion && exclusion[1] !== 'county_code') findings.push(`table ${table}: an exclusion begins with ${exclusion[1]}, not county_code`);
  return findings;
}

function indexFindings(sql: string): string[] {
  const indexes = [...sql.matchAll(/create\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?(\w+)?\s*on\s+([\w.]+)\s*(?:using\s+(\w+)\s*)?\(\s*([\w"]+)/gi)];
  const added = [...sql.matchAll(/alter\s+table\s+([\w.]+)\s+add\s+(?:constraint\s+\w+\s+)?((?:primary|unique|foreign|exclude)[^;]*)/gi)];
  return [
    ...indexes.filter(([, , table, method, first]) => !WITHOUT_COUNTY.test(table!) && first !== 'county_code' && !/^(gin|gist)$/i.test(method ?? '')).map(([, name, table, , first]) => `index ${name} on ${table} begins with ${first}, not county_code`),
    ...added.flatMap(([, table, clause]) => (WITHOUT_COUNTY.test(table!) ? [] : keyFindings(table!, clause!))),
  ];
}

function policyFindings(sql: string): string[] {
  const findings: string[] = [];
  for (const [, policy] of sql.matchAll(/create\s+policy\s+([^;]*)/gi)) if (/\bselect\b(?!\s+(using|with))/i.test(policy!.replace(/for\s+select/i, ''))) findings.push(`policy ${policy!.split(/\s/)[0]} holds a sub-query`);
  for (const [, trigger] of sql.matchAll(/create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s+(\w+)/gi)) findings.push(`trigger ${trigger}: rules do not live in triggers`);
  return findings;
}
