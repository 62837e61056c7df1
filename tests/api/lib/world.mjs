// One record of everything in a workspace, so that tests made from the document can fill any path
// or body with an id that is real. Every text holds a mark by which a leak shows.
//
// TO COVER A NEW ROUTE: when a test says that it knows no id for an address, add it to `ids`.
export async function world(server, owner, mark) {
    const make = (plural, body) => owner.make(plural, body);
    const company = await make('companies', { name: `${mark} company` });
    const contact = await make('contacts', { name: `${mark} contact`, company_id: company.id });
    const other = await make('contacts', { name: `${mark} other` });
    const link = [{ entity_type: 'contact', entity_id: contact.id }];
    const at = `/api/workspaces/${owner.workspace.id}`;
    const records = {
        companies: company,
        contacts: contact,
        channels: await make('channels', { contact_id: contact.id, kind: 'email', value: `${mark}@example.com`.toLowerCase() }),
        memberships: await make('memberships', { contact_id: other.id, company_id: company.id, role: `${mark} role` }),
        websites: await make('websites', { purpose: `${mark} site`, url: 'https://example.com' }),
        activities: await make('activities', { title: `${mark} activity`, links: link }),
        notes: await make('notes', { content: `${mark} note`, entity_type: 'contact', entity_id: contact.id }),
        tasks: await make('tasks', { title: `${mark} task`, links: link }),
        domains: await make('domains', { company_id: company.id, name: `${mark}.example.com`.toLowerCase() }),
        tags: await make('tags', { name: `${mark} tag` }),
    };
    const view = await make('views', { entity: 'contacts', name: `${mark} view`, config: { q: mark } });
    await owner.patch('/preferences', { values: { [mark]: mark } }).expect(200);
    const { data: changes } = await owner.get('/changes').expect(200);
    const invitation = await owner
        .post(`${at}/invitations`, { email: `${mark}@invited.example.com`.toLowerCase(), role: 'member' })
        .expect(201);
    const key = await owner.post('/api/keys', { description: `${mark} key`, scopes: ['*'] }).expect(201);
    const sessions = await owner.get('/api/auth/sessions');
    return {
        mark, owner, records,
        ids: {
            ...Object.fromEntries(Object.entries(records).map(([plural, r]) => [plural, r.id])),
            changes: changes[0].id,
            views: view.id,
            workspaces: owner.workspace.id,
            members: owner.user.id,
            invitations: invitation.id,
            keys: key.id,
            jobs: contact.id,
            sessions: sessions.body?.data?.[0]?.id ?? 1,
        },
    };
}

// "/api/crm/contacts/{id}" with the ids of a world. Throws where it knows none.
export function addressOf(path, ids) {
    const parts = path.split('/');
    return parts
        .map((part, i) => {
            if (!part.startsWith('{')) return part;
            const id = ids[parts[i - 1]];
            if (id === undefined) throw new Error(`lib/world.mjs knows no id for ${path}: add one to ids`);
            return id;
        })
        .join('/');
}

// Ids in a body, by the name of the member.
export const pickIds = (ids) => (name, schema) => {
    const known = {
        contact_id: ids.contacts, company_id: ids.companies, note_id: ids.notes, entity_id: ids.contacts,
        tag_id: ids.tags, website_id: ids.websites, user_id: ids.members, owner_id: ids.members,
        workspace: ids.workspaces,
    };
    if (name === 'ids') return [ids.contacts];
    if (name === 'entity_type') return 'contact';
    return schema.type === 'integer' || schema.format === 'int64' ? known[name] : undefined;
};
