// Requests made from the document alone, for tests that must not forget a route: a body that fits
// the schema, and what every route needs in its path.

// The least that a schema takes. pick(name, schema) may give a value for a member by its name.
export function sample(contract, schema, pick = () => undefined, name = '') {
    const s = contract.resolve(schema);
    const given = pick(name, s);
    if (given !== undefined) return given;
    if (s.const !== undefined) return s.const;
    if (s.enum) return s.enum[0];
    if (s.anyOf ?? s.oneOf) return sample(contract, (s.anyOf ?? s.oneOf)[0], pick, name);
    const type = Array.isArray(s.type) ? s.type[0] : s.type;
    return (makers[type] ?? makers.object)(contract, s, pick, name);
}

const texts = { email: 'somebody@example.com', currency: 'EUR', time_zone: 'UTC', url: 'https://example.com' };

const makers = {
    object: (contract, s, pick) =>
        Object.fromEntries(
            (s.required ?? []).map((key) => [key, sample(contract, s.properties[key], pick, key)]),
        ),
    array: (contract, s, pick, name) =>
        s.minItems ? [sample(contract, s.items, pick, name)] : [],
    string: (contract, s, pick, name) => {
        if (s.format === 'email') return texts.email;
        if (s.format === 'uri') return texts.url;
        if (s.format === 'date') return '2026-01-02';
        if (s.format === 'date-time') return '2026-01-02T03:04:05Z';
        return texts[name] ?? 'x'.repeat(Math.max(s.minLength ?? 1, 8));
    },
    integer: (contract, s) => s.minimum ?? 1,
    number: (contract, s) => s.minimum ?? 1,
    boolean: () => true,
    null: () => null,
};

export function bodyOf(contract, operation, pick) {
    const content = operation.requestBody?.content;
    return content && sample(contract, content['application/json'].schema, pick);
}

export const isOpen = (operation) => operation.security?.length === 0;
export const isRead = (method) => method === 'GET' || method === 'HEAD';
