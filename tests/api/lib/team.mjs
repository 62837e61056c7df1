// People who share a workspace, and others who do not.
//
//     const { owner, admin, member, viewer } = await team(server);
//
// Each is a client that names the owner's workspace with every request.
export async function join(server, owner, role) {
    const guest = await server.user();
    const at = `/api/workspaces/${owner.workspace.id}`;
    const body = { email: guest.user.email, role: role === 'owner' ? 'admin' : role };
    const { token } = await owner.post(`${at}/invitations`, body).expect(201);
    await guest.post('/api/invitations/accept', { token }).expect(200);
    if (role === 'owner') await owner.patch(`${at}/members/${guest.user.id}`, { role }).expect(200);
    return inside(guest, owner.workspace);
}

// The same person, in that workspace.
export const inside = (client, workspace) =>
    Object.assign(client.with({ 'x-workspace': String(workspace.id) }), { workspace });

export async function team(server) {
    const owner = await server.user();
    const [admin, member, viewer] = await Promise.all(
        ['admin', 'member', 'viewer'].map((role) => join(server, owner, role)),
    );
    return { owner, admin, member, viewer };
}

// A client that has nothing but an API key.
export async function withKey(client, scopes, more = {}) {
    const made = await client.post('/api/keys', { description: 'a test', scopes, ...more }).expect(201);
    return Object.assign(client.server.client({ 'x-api-key': made.key }), { made });
}
