/** A validator of the part of JSON Schema 2020-12 that docs/result.schema.json uses; an unknown keyword is an error, not a pass. */
type Schema = Readonly<Record<string, unknown>>;

const silent = new Set(['$schema', '$id', '$defs', 'title', 'description']);

export function violations(value: unknown, schema: Schema, root: Schema = schema, path = '$'): string[] {
  const found: string[] = [];
  for (const [keyword, rule] of Object.entries(schema)) {
    if (silent.has(keyword)) continue;
    found.push(...check(keyword, rule, value, schema, root, path));
  }
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number')
    return Number.isInteger(value) ? ['number', 'integer'] : Number.isFinite(value) ? ['number'] : [];
  return [typeof value];
}

function check(keyword: string, rule: unknown, value: unknown, schema: Schema, root: Schema, path: string): string[] {
  const fail = (ok: boolean) =>
    ok ? [] : [`${path}: ${keyword} ${JSON.stringify(rule)} but ${JSON.stringify(value)?.slice(0, 80)}`];
  switch (keyword) {
    case '$ref': {
      const name = (rule as string).replace('#/$defs/', '');
      return violations(value, (root['$defs'] as Record<string, Schema>)[name]!, root, path);
    }
    case 'type':
      return fail([rule].flat().some((type) => typeOf(value).includes(type as string)));
    case 'const':
      return fail(value === rule);
    case 'enum':
      return fail((rule as unknown[]).includes(value));
    case 'required':
      return isObject(value)
        ? (rule as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}: lacks ${name}`)
        : [];
    case 'properties':
      return isObject(value)
        ? Object.entries(rule as Record<string, Schema>).flatMap(([name, sub]) =>
            Object.hasOwn(value, name) ? violations(value[name], sub, root, `${path}.${name}`) : [],
          )
        : [];
    case 'additionalProperties': {
      if (!isObject(value)) return [];
      const known = Object.keys((schema['properties'] as object | undefined) ?? {});
      const extra = Object.keys(value).filter((name) => !known.includes(name));
      if (rule === false) return extra.map((name) => `${path}: unknown ${name}`);
      return extra.flatMap((name) => violations(value[name], rule as Schema, root, `${path}.${name}`));
    }
    case 'items':
      return Array.isArray(value) ? value.flatMap((item, i) => violations(item, rule as Schema, root, `${path}[${i}]`)) : [];
    case 'minItems':
      return fail(!Array.isArray(value) || value.length >= (rule as number));
    case 'maxItems':
      return fail(!Array.isArray(value) || value.length <= (rule as number));
    case 'minimum':
      return fail(typeof value !== 'number' || value >= (rule as number));
    case 'maximum':
      return fail(typeof value !== 'number' || value <= (rule as number));
    case 'pattern':
      return fail(typeof value !== 'string' || new RegExp(rule as string, 'u').test(value));
    case 'allOf':
      return (rule as Schema[]).flatMap((sub) => violations(value, sub, root, path));
    case 'anyOf':
      return fail((rule as Schema[]).some((sub) => violations(value, sub, root, path).length === 0));
    default:
      throw new Error(`the validator does not know ${keyword}`);
  }
}
