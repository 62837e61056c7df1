// Generated from /api/openapi.json by `npm run types`; never edited.
export interface paths {
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an account with a workspace of its own */
        post: operations["auth.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["auth.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next token of a session; a refresh token is good once */
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I, and where */
        get: operations["auth.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name */
        patch: operations["auth.rename"];
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["auth.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in, newest first */
        get: operations["auth.sessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["auth.end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out there */
        delete: operations["auth.end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your password; ends your other sessions */
        post: operations["auth.password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your address: a link is mailed to the new one */
        post: operations["auth.email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What that link does */
        post: operations["auth.email_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forgot the password: a link is mailed, if there is such an account */
        post: operations["auth.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new password by that link; ends all your sessions */
        post: operations["auth.reset_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A secret for an authenticator app; not asked for until enabled */
        post: operations["auth.totp"];
        /** Sign-in needs no code any more */
        delete: operations["auth.totp_disable"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/totp/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign-in needs a code from now on */
        post: operations["auth.totp_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to accounts, keys and members, newest first */
        get: operations["audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your keys for this workspace; for owners and admins all of them */
        get: operations["keys.list"];
        put?: never;
        /** Make an API key */
        post: operations["keys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key at once */
        delete: operations["keys.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspaces you are a member of */
        get: operations["workspaces.list"];
        put?: never;
        /** Another workspace, yours and empty */
        post: operations["workspaces.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One workspace */
        get: operations["workspaces.get"];
        put?: never;
        post?: never;
        /** Delete it (owners), its name typed; its file is kept for 30 days */
        delete: operations["workspaces.delete"];
        options?: never;
        head?: never;
        /** Change its settings (admins) */
        patch: operations["workspaces.update"];
        trace?: never;
    };
    "/api/workspaces/{id}/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole workspace as one file (owners); `kith workspace import` takes it */
        get: operations["workspaces.backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another member its owner and be an admin */
        post: operations["workspaces.transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is a member */
        get: operations["members.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member, or leave */
        delete: operations["members.remove"];
        options?: never;
        head?: never;
        /** Change a member's role; only owners make owners and admins */
        patch: operations["members.update"];
        trace?: never;
    };
    "/api/workspaces/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations */
        get: operations["invitations.list"];
        put?: never;
        /** Invite somebody; mailed where mail is set up */
        post: operations["invitations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["invitations.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join the workspace you were invited to */
        post: operations["invitations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Link it to the account of the same person */
        post: operations["contacts.connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take that link off; the account stays */
        post: operations["contacts.disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find anything */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pick a contact by name or e-mail as one types */
        get: operations["contacts.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is overdue now */
        get: operations["due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/followups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Overdue, today, and the next four days */
        get: operations["followups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/birthdays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose birthday is near */
        get: operations["birthdays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts and companies by stage */
        get: operations["pipeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done in a time */
        get: operations["stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A company's contacts, highest priority first */
        get: operations["companies.contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest activities */
        get: operations["activities.recent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log what was said, and the next step */
        post: operations["interactions.log"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete; a recurring one gets its next instance */
        post: operations["activities.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete; a recurring one gets its next instance */
        post: operations["tasks.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/bulk/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move several to a stage */
        post: operations["bulk.stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set or clear the primary company, with role and department */
        post: operations["contacts.set_company"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one tag */
        get: operations["tags.get"];
        /** Rename or recolour, like PATCH */
        put: operations["tags.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["tags.delete"];
        options?: never;
        head?: never;
        /** Rename or recolour; another tag's name merges into that one */
        patch: operations["tags.update"];
        trace?: never;
    };
    "/api/crm/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened, newest first */
        get: operations["events.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Change sets, newest first */
        get: operations["changes.list"];
        put?: never;
        /** Open a change set that later writes join by X-Change-Id */
        post: operations["changes.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One change set with its events */
        get: operations["changes.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/changes/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a change set as one; undo the undo to redo */
        post: operations["changes.undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["meta.openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entities and fields, for forms and tables */
        get: operations["meta.entities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a page must know before anybody signs in */
        get: operations["meta.setup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is it alive */
        get: operations["meta.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it serve: the control database answers, the disk can be written */
        get: operations["meta.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters for Prometheus: from this machine, with metrics_token, or as its owner */
        get: operations["meta.metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the workspace's queue has to do, newest first; what is done is not kept */
        get: operations["jobs.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a dead job again, from its first attempt */
        post: operations["jobs.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instance/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the instance's own queue has to do: backups, letters about accounts */
        get: operations["instance.jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instance/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a dead job of the instance again */
        post: operations["instance.jobs.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved views: yours, and those that others share */
        get: operations["views.list"];
        put?: never;
        /** Save a view */
        post: operations["views.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a view of yours; admins also what others share */
        delete: operations["views.delete"];
        options?: never;
        head?: never;
        /** Change a view of yours; admins also what others share */
        patch: operations["views.update"];
        trace?: never;
    };
    "/api/crm/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you have chosen here */
        get: operations["preferences.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Choose something else */
        patch: operations["preferences.merge"];
        trace?: never;
    };
    "/api/crm/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens, as it happens: server-sent events hello, change and reset */
        get: operations["events.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill an empty workspace with made-up people and things to do (admins) */
        post: operations["sample.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List companies */
        get: operations["companies.list"];
        put?: never;
        /** Create a company */
        post: operations["companies.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one company */
        get: operations["companies.get"];
        /** Change what is named, like PATCH */
        put: operations["companies.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["companies.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["companies.update"];
        trace?: never;
    };
    "/api/crm/companies/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["companies.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become its owner */
        post: operations["companies.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it be nobody's */
        post: operations["companies.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["companies.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/companies/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["companies.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contacts */
        get: operations["contacts.list"];
        put?: never;
        /** Create a contact */
        post: operations["contacts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one contact */
        get: operations["contacts.get"];
        /** Change what is named, like PATCH */
        put: operations["contacts.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["contacts.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["contacts.update"];
        trace?: never;
    };
    "/api/crm/contacts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["contacts.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become its owner */
        post: operations["contacts.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it be nobody's */
        post: operations["contacts.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["contacts.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/contacts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["contacts.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/websites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List websites */
        get: operations["websites.list"];
        put?: never;
        /** Create a website */
        post: operations["websites.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/websites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one website */
        get: operations["websites.get"];
        /** Change what is named, like PATCH */
        put: operations["websites.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["websites.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["websites.update"];
        trace?: never;
    };
    "/api/crm/websites/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["websites.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/websites/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["websites.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/websites/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["websites.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List activities */
        get: operations["activities.list"];
        put?: never;
        /** Create a activity */
        post: operations["activities.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one activity */
        get: operations["activities.get"];
        /** Change what is named, like PATCH */
        put: operations["activities.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["activities.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["activities.update"];
        trace?: never;
    };
    "/api/crm/activities/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["activities.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["activities.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/activities/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["activities.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tasks */
        get: operations["tasks.list"];
        put?: never;
        /** Create a task */
        post: operations["tasks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one task */
        get: operations["tasks.get"];
        /** Change what is named, like PATCH */
        put: operations["tasks.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["tasks.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["tasks.update"];
        trace?: never;
    };
    "/api/crm/tasks/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["tasks.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become its owner */
        post: operations["tasks.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it be nobody's */
        post: operations["tasks.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["tasks.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tasks/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["tasks.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notes */
        get: operations["notes.list"];
        put?: never;
        /** Create a note */
        post: operations["notes.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one note */
        get: operations["notes.get"];
        /** Change what is named, like PATCH */
        put: operations["notes.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["notes.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["notes.update"];
        trace?: never;
    };
    "/api/crm/notes/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back from the trash */
        post: operations["notes.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/notes/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["notes.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/notes/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["notes.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List memberships */
        get: operations["memberships.list"];
        put?: never;
        /** Create a membership */
        post: operations["memberships.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/memberships/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one membership */
        get: operations["memberships.get"];
        /** Change what is named, like PATCH */
        put: operations["memberships.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["memberships.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["memberships.update"];
        trace?: never;
    };
    "/api/crm/memberships/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["memberships.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/memberships/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["memberships.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List channels */
        get: operations["channels.list"];
        put?: never;
        /** Create a channel */
        post: operations["channels.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one channel */
        get: operations["channels.get"];
        /** Change what is named, like PATCH */
        put: operations["channels.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["channels.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["channels.update"];
        trace?: never;
    };
    "/api/crm/channels/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["channels.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/channels/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["channels.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List domains */
        get: operations["domains.list"];
        put?: never;
        /** Create a domain */
        post: operations["domains.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one domain */
        get: operations["domains.get"];
        /** Change what is named, like PATCH */
        put: operations["domains.put"];
        post?: never;
        /** Move to the trash, or with permanent=true delete for good */
        delete: operations["domains.delete"];
        options?: never;
        head?: never;
        /** Change what is named */
        patch: operations["domains.update"];
        trace?: never;
    };
    "/api/crm/domains/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["domains.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/domains/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["domains.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tags */
        get: operations["tags.list"];
        put?: never;
        /** Create a tag */
        post: operations["tags.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tags/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One action on many, all or nothing, one change set */
        post: operations["tags.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crm/tags/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it and to what hangs on it */
        get: operations["tags.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            /** @description The request's id, as in X-Request-Id and the log. */
            instance: string;
            errors: {
                field: string | null;
                code: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description What a list, a bulk edit and a segment ask for. */
        Filter: {
            /** @description A field's name, or a linked record's: company.name. */
            field: string;
            /**
             * @description eq when not given.
             * @enum {string}
             */
            op?: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "contains" | "empty";
            value: unknown;
        } | {
            and: components["schemas"]["Filter"][];
        } | {
            or: components["schemas"]["Filter"][];
        } | {
            not: components["schemas"]["Filter"];
        };
        Company: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            name: string;
            domain: string | null;
            location: string | null;
            purpose: string | null;
            interest: string | null;
            priority: number | null;
            /** @enum {string|null} */
            stage: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            currency: string | null;
            deal_value: number | null;
            /** Format: date-time */
            expected_close_at: string | null;
            /** @enum {string|null} */
            status: "lead" | "prospect" | "customer" | "closed" | "trashed" | null;
            source: string | null;
            /** Format: date-time */
            last_contact_at: string | null;
            /** Format: date-time */
            next_contact_at: string | null;
            /** Format: int64 */
            last_contact_note_id: number | null;
            /** Format: int64 */
            next_contact_note_id: number | null;
            /** Format: int64 */
            owner_id: number | null;
            /** @description What the owner is called. */
            readonly owner_name: string | null;
            tags: string[];
        };
        CompanyCreate: {
            name: string;
            domain?: string | null;
            location?: string | null;
            purpose?: string | null;
            interest?: string | null;
            priority?: number | null;
            /** @enum {string|null} */
            stage?: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            currency?: string | null;
            deal_value?: number | null;
            expected_close_at?: string | number | null;
            /** @enum {string|null} */
            status?: "lead" | "prospect" | "customer" | "closed" | null;
            source?: string | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            /** Format: int64 */
            owner_id?: number | null;
            tags?: string[] | null;
        };
        CompanyPatch: {
            name?: string;
            domain?: string | null;
            location?: string | null;
            purpose?: string | null;
            interest?: string | null;
            priority?: number | null;
            /** @enum {string|null} */
            stage?: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            currency?: string | null;
            deal_value?: number | null;
            expected_close_at?: string | number | null;
            /** @enum {string|null} */
            status?: "lead" | "prospect" | "customer" | "closed" | null;
            source?: string | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            /** Format: int64 */
            owner_id?: number | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Contact: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            name: string;
            first_name: string | null;
            last_name: string | null;
            nickname: string | null;
            job_title: string | null;
            email: string | null;
            phone: string | null;
            /** Format: int64 */
            company_id: number | null;
            readonly company_name: string | null;
            role: string | null;
            department: string | null;
            /** @enum {string|null} */
            status: "lead" | "prospect" | "customer" | "closed" | "trashed" | null;
            /** @enum {string|null} */
            stage: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            priority: number | null;
            rating: number | null;
            source: string | null;
            relation: string | null;
            background: string | null;
            interests: string | null;
            location: string | null;
            address: string | null;
            /** @description How this person likes to be reached. */
            contact_medium: string | null;
            birthday: string | null;
            referred_by: string | null;
            /**
             * @description How often to be in touch; sets the next contact after each one.
             * @enum {string|null}
             */
            contact_every: "weekly" | "biweekly" | "monthly" | "quarterly" | null;
            /** Format: date-time */
            last_contact_at: string | null;
            /** Format: date-time */
            next_contact_at: string | null;
            /** Format: int64 */
            last_contact_note_id: number | null;
            /** Format: int64 */
            next_contact_note_id: number | null;
            /** Format: int64 */
            owner_id: number | null;
            /** @description What the owner is called. */
            readonly owner_name: string | null;
            /**
             * Format: int64
             * @description The account of this person, where it is connected; see connect.
             */
            readonly user_id: number | null;
            tags: string[];
        };
        ContactCreate: {
            name: string;
            first_name?: string | null;
            last_name?: string | null;
            nickname?: string | null;
            job_title?: string | null;
            email?: string | null;
            phone?: string | null;
            /** Format: int64 */
            company_id?: number | null;
            role?: string | null;
            department?: string | null;
            /** @enum {string|null} */
            status?: "lead" | "prospect" | "customer" | "closed" | null;
            /** @enum {string|null} */
            stage?: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            priority?: number | null;
            rating?: number | null;
            source?: string | null;
            relation?: string | null;
            background?: string | null;
            interests?: string | null;
            location?: string | null;
            address?: string | null;
            /** @description How this person likes to be reached. */
            contact_medium?: string | null;
            birthday?: string | null;
            referred_by?: string | null;
            /**
             * @description How often to be in touch; sets the next contact after each one.
             * @enum {string|null}
             */
            contact_every?: "weekly" | "biweekly" | "monthly" | "quarterly" | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            /** Format: int64 */
            owner_id?: number | null;
            tags?: string[] | null;
        };
        ContactPatch: {
            name?: string;
            first_name?: string | null;
            last_name?: string | null;
            nickname?: string | null;
            job_title?: string | null;
            email?: string | null;
            phone?: string | null;
            /** Format: int64 */
            company_id?: number | null;
            role?: string | null;
            department?: string | null;
            /** @enum {string|null} */
            status?: "lead" | "prospect" | "customer" | "closed" | null;
            /** @enum {string|null} */
            stage?: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
            priority?: number | null;
            rating?: number | null;
            source?: string | null;
            relation?: string | null;
            background?: string | null;
            interests?: string | null;
            location?: string | null;
            address?: string | null;
            /** @description How this person likes to be reached. */
            contact_medium?: string | null;
            birthday?: string | null;
            referred_by?: string | null;
            /**
             * @description How often to be in touch; sets the next contact after each one.
             * @enum {string|null}
             */
            contact_every?: "weekly" | "biweekly" | "monthly" | "quarterly" | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            /** Format: int64 */
            owner_id?: number | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Website: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            /** @enum {string} */
            status?: "trashed";
            url: string;
            purpose: string | null;
            /** Format: int64 */
            company_id: number | null;
            /** Format: int64 */
            contact_id: number | null;
            /** Format: date-time */
            last_contact_at: string | null;
            /** Format: date-time */
            next_contact_at: string | null;
            /** Format: int64 */
            last_contact_note_id: number | null;
            /** Format: int64 */
            next_contact_note_id: number | null;
            tags: string[];
        };
        WebsiteCreate: {
            url: string;
            purpose?: string | null;
            /** Format: int64 */
            company_id?: number | null;
            /** Format: int64 */
            contact_id?: number | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            tags?: string[] | null;
        };
        WebsitePatch: {
            url?: string;
            purpose?: string | null;
            /** Format: int64 */
            company_id?: number | null;
            /** Format: int64 */
            contact_id?: number | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Activity: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            title: string;
            description: string | null;
            /** @enum {string|null} */
            type: "call" | "email" | "meeting" | "task" | "note" | "other" | null;
            /** @enum {string|null} */
            status: "open" | "done" | "cancelled" | "trashed" | null;
            /** @enum {string|null} */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /** @enum {string|null} */
            recurrence: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            /** @description The day of the month meant, where the month of due_at is too short for it. */
            readonly recur_day: number | null;
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            readonly completed_at: string | null;
            assigned_to: string | null;
            /** Format: date-time */
            last_contact_at: string | null;
            /** Format: date-time */
            next_contact_at: string | null;
            /** Format: int64 */
            last_contact_note_id: number | null;
            /** Format: int64 */
            next_contact_note_id: number | null;
            links: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[];
            tags: string[];
        };
        ActivityCreate: {
            title: string;
            description?: string | null;
            /** @enum {string|null} */
            type?: "call" | "email" | "meeting" | "task" | "note" | "other" | null;
            /** @enum {string|null} */
            status?: "open" | "done" | "cancelled" | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /** @enum {string|null} */
            recurrence?: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            due_at?: string | number | null;
            assigned_to?: string | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            links?: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[] | null;
            tags?: string[] | null;
        };
        ActivityPatch: {
            title?: string;
            description?: string | null;
            /** @enum {string|null} */
            type?: "call" | "email" | "meeting" | "task" | "note" | "other" | null;
            /** @enum {string|null} */
            status?: "open" | "done" | "cancelled" | null;
            /** @enum {string|null} */
            priority?: "low" | "normal" | "high" | "urgent" | null;
            /** @enum {string|null} */
            recurrence?: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            due_at?: string | number | null;
            assigned_to?: string | null;
            last_contact_at?: string | number | null;
            next_contact_at?: string | number | null;
            /** Format: int64 */
            last_contact_note_id?: number | null;
            /** Format: int64 */
            next_contact_note_id?: number | null;
            links?: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[] | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Task: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            title: string;
            description: string | null;
            priority: number | null;
            /** @enum {string|null} */
            status: "open" | "in_progress" | "done" | "cancelled" | "trashed" | null;
            /** Format: date-time */
            due_at: string | null;
            /**
             * Format: date-time
             * @description Hidden from due lists until then.
             */
            after_at: string | null;
            /** @enum {string|null} */
            recur: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            /** @description The day of the month meant, where the month of due_at is too short for it. */
            readonly recur_day: number | null;
            /** Format: date-time */
            readonly completed_at: string | null;
            assigned_to: string | null;
            /** Format: int64 */
            owner_id: number | null;
            /** @description What the owner is called. */
            readonly owner_name: string | null;
            links: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[];
            tags: string[];
        };
        TaskCreate: {
            title: string;
            description?: string | null;
            priority?: number | null;
            /** @enum {string|null} */
            status?: "open" | "in_progress" | "done" | "cancelled" | null;
            due_at?: string | number | null;
            /** @description Hidden from due lists until then. */
            after_at?: string | number | null;
            /** @enum {string|null} */
            recur?: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            assigned_to?: string | null;
            /** Format: int64 */
            owner_id?: number | null;
            links?: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[] | null;
            tags?: string[] | null;
        };
        TaskPatch: {
            title?: string;
            description?: string | null;
            priority?: number | null;
            /** @enum {string|null} */
            status?: "open" | "in_progress" | "done" | "cancelled" | null;
            due_at?: string | number | null;
            /** @description Hidden from due lists until then. */
            after_at?: string | number | null;
            /** @enum {string|null} */
            recur?: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
            assigned_to?: string | null;
            /** Format: int64 */
            owner_id?: number | null;
            links?: {
                /** @enum {string} */
                entity_type: "contact" | "company" | "website" | "activity" | "task";
                /** Format: int64 */
                entity_id: number;
            }[] | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Note: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            trashed_at: string | null;
            /** @enum {string} */
            status?: "trashed";
            /** @enum {string|null} */
            entity_type: "contact" | "company" | "website" | "activity" | "task" | null;
            /** Format: int64 */
            entity_id: number | null;
            /** @description Markdown; the first line names the note. */
            content: string | null;
            reason: string | null;
            url: string | null;
            /** @description phone, video, e-mail, … */
            channel: string | null;
            /** @description It is the record's next action. */
            is_next_contact: boolean | null;
            /** Format: date-time */
            readonly parent_next_contact_at: string | null;
            /** Format: int64 */
            readonly created_by: number | null;
            tags: string[];
        };
        NoteCreate: {
            /** @enum {string|null} */
            entity_type?: "contact" | "company" | "website" | "activity" | "task" | null;
            /** Format: int64 */
            entity_id?: number | null;
            /** @description Markdown; the first line names the note. */
            content?: string | null;
            reason?: string | null;
            url?: string | null;
            /** @description phone, video, e-mail, … */
            channel?: string | null;
            /** @description It is the record's next action. */
            is_next_contact?: boolean | null;
            /** @description With is_next_contact: sets the record's next contact. */
            next_contact_at?: string | number | null;
            tags?: string[] | null;
        };
        NotePatch: {
            /** @enum {string|null} */
            entity_type?: "contact" | "company" | "website" | "activity" | "task" | null;
            /** Format: int64 */
            entity_id?: number | null;
            /** @description Markdown; the first line names the note. */
            content?: string | null;
            reason?: string | null;
            url?: string | null;
            /** @description phone, video, e-mail, … */
            channel?: string | null;
            /** @description It is the record's next action. */
            is_next_contact?: boolean | null;
            /** @description With is_next_contact: sets the record's next contact. */
            next_contact_at?: string | number | null;
            tags?: string[] | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Membership: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            contact_id: number;
            /** Format: int64 */
            company_id: number;
            role: string | null;
            department: string | null;
            /** Format: date */
            started_at: string | null;
            /** Format: date */
            ended_at: string | null;
            is_primary: boolean | null;
        };
        MembershipCreate: {
            /** Format: int64 */
            contact_id: number;
            /** Format: int64 */
            company_id: number;
            role?: string | null;
            department?: string | null;
            /** Format: date */
            started_at?: string | null;
            /** Format: date */
            ended_at?: string | null;
            is_primary?: boolean | null;
        };
        MembershipPatch: {
            role?: string | null;
            department?: string | null;
            /** Format: date */
            started_at?: string | null;
            /** Format: date */
            ended_at?: string | null;
            is_primary?: boolean | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Channel: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            contact_id: number;
            /** @enum {string} */
            kind: "email" | "phone" | "linkedin" | "telegram" | "whatsapp" | "signal" | "x" | "facebook" | "instagram" | "github" | "mastodon" | "website" | "other";
            value: string;
            /** @description work, home, mobile, … */
            label: string | null;
            is_primary: boolean | null;
        };
        ChannelCreate: {
            /** Format: int64 */
            contact_id: number;
            /** @enum {string} */
            kind: "email" | "phone" | "linkedin" | "telegram" | "whatsapp" | "signal" | "x" | "facebook" | "instagram" | "github" | "mastodon" | "website" | "other";
            value: string;
            /** @description work, home, mobile, … */
            label?: string | null;
            is_primary?: boolean | null;
        };
        ChannelPatch: {
            value?: string;
            /** @description work, home, mobile, … */
            label?: string | null;
            is_primary?: boolean | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Domain: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            company_id: number;
            name: string;
            is_primary: boolean | null;
        };
        DomainCreate: {
            /** Format: int64 */
            company_id: number;
            name: string;
            is_primary?: boolean | null;
        };
        DomainPatch: {
            name?: string;
            is_primary?: boolean | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
        Tag: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            name: string;
            color: string | null;
            /**
             * Format: int64
             * @description How many records carry it.
             */
            readonly count: number | null;
        };
        TagCreate: {
            name: string;
            color?: string | null;
        };
        TagPatch: {
            name?: string;
            color?: string | null;
            /**
             * Format: date-time
             * @description The version this change is meant for; another one is answered by 409 and the present record.
             */
            updated_at?: string;
        };
    };
    responses: {
        /** @description What you have is what there is. */
        NotModified: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request cannot be understood: JSON, a parameter, a cursor. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is signed in, or the token no longer holds. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Your role, or your key's scope, does not allow it. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such record in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The record has changed, or what is wanted exists already; `current` or `conflicts` tell more. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The record has moved on from the version in If-Match. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request, or what it asks for, is too large. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body must be JSON. */
        UnsupportedMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The input is not valid; `errors` names each field and why. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; try again later. */
        TooMany: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something went wrong that is not the request's fault. */
        Fault: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Another workspace of yours than the one you signed in to. */
        Workspace: number;
        /** @description The same, for addresses that cannot send a header. */
        WorkspaceQuery: number;
        /** @description The ETag this change is meant for; 412 when the record has moved on. */
        IfMatch: string;
        /** @description The ETag you have; 304 when it still holds. */
        IfNoneMatch: string;
        /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
        IdempotencyKey: string;
        /** @description An open change set that this write joins. */
        ChangeId: number;
    };
    requestBodies: never;
    headers: {
        /** @description The version of what is answered. */
        ETag: string;
        /** @description The change set of this write; absent when nothing changed. */
        "X-Change-Id": string;
        /** @description Where the new record is. */
        Location: string;
        /** @description true when this is the stored answer of an earlier request with the same key. */
        "Idempotency-Replayed": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "auth.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description at least 8 characters, and none of the commonest */
                    password: string;
                    name: string;
                    /** @description Europe/Berlin */
                    time_zone?: string;
                    /** @description EUR */
                    currency?: string;
                    /** @description Its settings, before those above. */
                    workspace?: {
                        name?: string;
                        /**
                         * @description What the page shows first; both when not given.
                         * @enum {string}
                         */
                        purpose?: "people" | "sales" | "both";
                        /** @description Europe/Berlin */
                        time_zone?: string;
                        /** @description EUR */
                        currency?: string;
                        /** @description For phone numbers without a country code: DE */
                        country?: string;
                        /** @enum {string} */
                        week_start?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                    };
                    /** @description the token of an invitation: joins its workspace too */
                    invitation?: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        /**
                         * Format: date-time
                         * @description of the token
                         */
                        expires_at: string;
                        /** @description gives the next token, once: POST /api/auth/refresh */
                        refresh_token: string;
                        user: {
                            /** Format: int64 */
                            id: number;
                            email: string;
                            name: string;
                            /** @description owns this whole Kith */
                            is_owner: boolean;
                            totp_enabled: boolean;
                            /** Format: date-time */
                            created_at: string;
                        };
                        workspace: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    /** @description where two-factor sign-in is on: the app's code, or a recovery code */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        /**
                         * Format: date-time
                         * @description of the token
                         */
                        expires_at: string;
                        /** @description gives the next token, once: POST /api/auth/refresh */
                        refresh_token: string;
                        user: {
                            /** Format: int64 */
                            id: number;
                            email: string;
                            name: string;
                            /** @description owns this whole Kith */
                            is_owner: boolean;
                            totp_enabled: boolean;
                            /** Format: date-time */
                            created_at: string;
                        };
                        workspace: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description without it, the cookie */
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        /**
                         * Format: date-time
                         * @description of the token
                         */
                        expires_at: string;
                        /** @description gives the next token, once: POST /api/auth/refresh */
                        refresh_token: string;
                        user: {
                            /** Format: int64 */
                            id: number;
                            email: string;
                            name: string;
                            /** @description owns this whole Kith */
                            is_owner: boolean;
                            totp_enabled: boolean;
                            /** Format: date-time */
                            created_at: string;
                        };
                        workspace: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.me": {
        parameters: {
            query?: {
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @description this and what follows: not told to a key */
                            email?: string;
                            /** @description owns this whole Kith */
                            is_owner?: boolean;
                            totp_enabled?: boolean;
                            /** Format: date-time */
                            created_at?: string;
                        };
                        workspace: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        };
                        role: string;
                        workspaces: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        }[];
                        /** @description for X-CSRF-Token, with a cookie's unsafe requests */
                        csrf_token: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.rename": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        email: string;
                        name: string;
                        /** @description owns this whole Kith */
                        is_owner: boolean;
                        totp_enabled: boolean;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.logout": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.sessions": {
        parameters: {
            query?: {
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** Format: int64 */
                            workspace_id: number;
                            /** @description the one that asks */
                            current: boolean;
                            user_agent: string;
                            address: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_seen_at: string;
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.end_sessions": {
        parameters: {
            query?: {
                /** @description the one that asks, too */
                all?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.end_session": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.password": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.email": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.email_confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.reset_confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.totp": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description base32 */
                        secret: string;
                        otpauth_uri: string;
                        /** @description the same as a picture */
                        qr_svg: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.totp_disable": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "auth.totp_enable": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description each signs in once without the app; shown this once */
                        recovery_codes: string[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "audit.list": {
        parameters: {
            query?: {
                /** @description auth.login; with a dot at its end, all that begin so: auth. */
                action?: string;
                actor_id?: number;
                since?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description 500 at most in JSON */
                limit?: number;
                /** @description csv: a file of all; so does Accept: text/csv */
                format?: "json" | "csv";
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** Format: date-time */
                            at: string;
                            actor_kind: string;
                            /** Format: int64 */
                            actor_id: number | null;
                            /** Format: int64 */
                            workspace_id: number | null;
                            action: string;
                            target: string;
                            detail: Record<string, never>;
                            address: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "keys.list": {
        parameters: {
            query?: {
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** @description What the key begins with. */
                            prefix: string;
                            description: string;
                            scopes: string[];
                            /** Format: int64 */
                            workspace_id: number;
                            /**
                             * Format: int64
                             * @description Who made it, and whose role it has.
                             */
                            user_id: number;
                            rate_limit: number | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description To the minute.
                             */
                            last_used_at: string | null;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "keys.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is for. */
                    description: string;
                    /** @description As each operation's x-scope says; read:*, write:* and * for all. */
                    scopes: string[];
                    expires_at?: string | number | null;
                    /**
                     * Format: int64
                     * @description Another of yours than the present one.
                     */
                    workspace?: number;
                    /** @description Requests a minute. */
                    rate_limit?: number;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** @description Shown this once: keep it where secrets are kept. */
                        key: string;
                        /** @description What the key begins with. */
                        prefix: string;
                        description: string;
                        scopes: string[];
                        /** Format: int64 */
                        workspace_id: number;
                        /**
                         * Format: int64
                         * @description Who made it, and whose role it has.
                         */
                        user_id: number;
                        rate_limit: number | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /**
                         * Format: date-time
                         * @description To the minute.
                         */
                        last_used_at: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "keys.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.list": {
        parameters: {
            query?: {
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            name: string;
                            /** @enum {string} */
                            purpose: "people" | "sales" | "both";
                            time_zone: string;
                            currency: string;
                            country: string;
                            /** @enum {string} */
                            week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description Of who asks.
                             * @enum {string}
                             */
                            role: "owner" | "admin" | "member" | "viewer";
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description What the page shows first; both when not given.
                     * @enum {string}
                     */
                    purpose?: "people" | "sales" | "both";
                    /** @description Europe/Berlin */
                    time_zone?: string;
                    /** @description EUR */
                    currency?: string;
                    /** @description For phone numbers without a country code: DE */
                    country?: string;
                    /** @enum {string} */
                    week_start?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        name: string;
                        /** @enum {string} */
                        purpose: "people" | "sales" | "both";
                        time_zone: string;
                        currency: string;
                        country: string;
                        /** @enum {string} */
                        week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Of who asks.
                         * @enum {string}
                         */
                        role: "owner" | "admin" | "member" | "viewer";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.get": {
        parameters: {
            query?: {
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        name: string;
                        /** @enum {string} */
                        purpose: "people" | "sales" | "both";
                        time_zone: string;
                        currency: string;
                        country: string;
                        /** @enum {string} */
                        week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Of who asks.
                         * @enum {string}
                         */
                        role: "owner" | "admin" | "member" | "viewer";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its name, typed exactly. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /**
                     * @description What the page shows first; both when not given.
                     * @enum {string}
                     */
                    purpose?: "people" | "sales" | "both";
                    /** @description Europe/Berlin */
                    time_zone?: string;
                    /** @description EUR */
                    currency?: string;
                    /** @description For phone numbers without a country code: DE */
                    country?: string;
                    /** @enum {string} */
                    week_start?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        name: string;
                        /** @enum {string} */
                        purpose: "people" | "sales" | "both";
                        time_zone: string;
                        currency: string;
                        country: string;
                        /** @enum {string} */
                        week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Of who asks.
                         * @enum {string}
                         */
                        role: "owner" | "admin" | "member" | "viewer";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.backup": {
        parameters: {
            query?: {
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.sqlite3": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "workspaces.transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: int64
                     * @description Another member.
                     */
                    user_id: number;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        name: string;
                        /** @enum {string} */
                        purpose: "people" | "sales" | "both";
                        time_zone: string;
                        currency: string;
                        country: string;
                        /** @enum {string} */
                        week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Of who asks.
                         * @enum {string}
                         */
                        role: "owner" | "admin" | "member" | "viewer";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "members.list": {
        parameters: {
            query?: {
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            user_id: number;
                            email: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "member" | "viewer";
                            /**
                             * Format: date-time
                             * @description Member since.
                             */
                            created_at: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "members.remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "members.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        user_id: number;
                        email: string;
                        name: string;
                        /** @enum {string} */
                        role: "owner" | "admin" | "member" | "viewer";
                        /**
                         * Format: date-time
                         * @description Member since.
                         */
                        created_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "invitations.list": {
        parameters: {
            query?: {
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** Format: int64 */
                            workspace_id: number;
                            email: string;
                            /** @enum {string} */
                            role: "admin" | "member" | "viewer";
                            /** Format: int64 */
                            invited_by: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** @description Shown only when it is made. */
                            token?: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "invitations.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @enum {string} */
                    role: "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: int64 */
                        workspace_id: number;
                        email: string;
                        /** @enum {string} */
                        role: "admin" | "member" | "viewer";
                        /** Format: int64 */
                        invited_by: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** @description Shown only when it is made. */
                        token?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "invitations.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
                invitation_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "invitations.accept": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        name: string;
                        /** @enum {string} */
                        purpose: "people" | "sales" | "both";
                        time_zone: string;
                        currency: string;
                        country: string;
                        /** @enum {string} */
                        week_start: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description Of who asks.
                         * @enum {string}
                         */
                        role: "owner" | "admin" | "member" | "viewer";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.connect": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the person's account; without one a placeholder waits for them to register. */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contact: components["schemas"]["Contact"];
                        /** @enum {string} */
                        user: "existing" | "created";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.disconnect": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contact: components["schemas"]["Contact"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description words; "a phrase", OR, AND, NOT and parentheses work */
                q: string;
                /** @description record types, parted by commas */
                type?: string;
                limit?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            name: string;
                            /** @description HTML-escaped text with the hits in <mark> */
                            snippet: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.search": {
        parameters: {
            query?: {
                /** @description a part of a name or e-mail address */
                q?: string;
                limit?: number;
                /** @description ids to leave out, parted by commas */
                exclude?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    due: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: components["schemas"]["Contact"][];
                        companies: components["schemas"]["Company"][];
                        websites: components["schemas"]["Website"][];
                        activities: components["schemas"]["Activity"][];
                        tasks: components["schemas"]["Task"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    followups: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        overdue: unknown[];
                        today: unknown[];
                        upcoming: unknown[];
                        counts: {
                            overdue: number;
                            today: number;
                            upcoming: number;
                        };
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    birthdays: {
        parameters: {
            query?: {
                days?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: unknown[];
                        next?: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    pipeline: {
        parameters: {
            query?: {
                /** @description counts and totals of what matches, as in a list; then without entities */
                filter?: string;
                /** @description as in a list */
                q?: string;
                /** @description entities a stage */
                limit?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            stage: string;
                            count: number;
                            total_value: number;
                            totals: {
                                [key: string]: number;
                            };
                            entities: unknown[];
                        }[];
                        next?: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    stats: {
        parameters: {
            query?: {
                since?: string;
                until?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notes_created: number;
                        activities_completed: number;
                        contacts_added: number;
                        overdue_count: number;
                        stage_changes: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.contacts": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.recent": {
        parameters: {
            query?: {
                limit?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "interactions.log": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int64 */
                    contact_id: number;
                    content: string;
                    channel?: string | null;
                    tags?: string[] | null;
                    next_action?: string | null;
                    next_action_due?: string | number | null;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        note_id: number;
                        /** Format: int64 */
                        next_note_id?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        completed_id: number;
                        /** Format: int64 */
                        next_id?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        completed_id: number;
                        /** Format: int64 */
                        next_id?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "bulk.stage": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    stage: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost";
                    entities: {
                        entity_type: string;
                        /** Format: int64 */
                        entity_id: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: unknown[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.set_company": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: int64 */
                    company_id: number | null;
                    role?: string | null;
                    department?: string | null;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        name: string;
                        color: string | null;
                        /**
                         * Format: int64
                         * @description How many records carry it.
                         */
                        readonly count: number | null;
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagPatch"];
                "application/merge-patch+json": components["schemas"]["TagPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagPatch"];
                "application/merge-patch+json": components["schemas"]["TagPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "events.list": {
        parameters: {
            query?: {
                entity_type?: string;
                entity_id?: number;
                type?: string;
                actor_kind?: "user" | "key" | "system";
                actor_id?: number;
                change_id?: number;
                since?: string;
                limit?: number;
                cursor?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "changes.list": {
        parameters: {
            query?: {
                /** @description true: only your own */
                mine?: boolean;
                actor_kind?: "user" | "key" | "system";
                actor_id?: number;
                since?: string;
                limit?: number;
                cursor?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            label: string | null;
                            n_events: number;
                            undo_of: number | null;
                            undone_by: number | null;
                            request_id: string | null;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            open: boolean;
                            /** @description What it did, in short. */
                            summary: {
                                counts: {
                                    entity_type: string;
                                    /** @description as an event's */
                                    type: string;
                                    count: number;
                                }[];
                                /** @description The first record it touched. */
                                first: {
                                    entity_type: string;
                                    /** Format: int64 */
                                    entity_id: number;
                                    /** @description As it is called now; null when it is gone. */
                                    name: string | null;
                                } | null;
                                /** @description false: the counts are of its first 500 events. */
                                whole: boolean;
                            };
                            events?: {
                                id: number;
                                change_id: number;
                                /** Format: date-time */
                                at: string;
                                entity_type: string;
                                /** Format: int64 */
                                entity_id: number;
                                /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                                type: string;
                                actor: {
                                    kind: string;
                                    /** Format: int64 */
                                    id: number;
                                    /** @description of the user, or what the key is for */
                                    name: string | null;
                                };
                                request_id: string | null;
                                /** @description The change set that took its own back. */
                                undone_by: number | null;
                                /** @description per field {before, after}; a removal has the full row under `row` */
                                changes: {
                                    [key: string]: unknown;
                                };
                                /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                                record?: unknown;
                            }[];
                            /** @description the cursor of more events */
                            next?: string | null;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "changes.open": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description what the set does, for people */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** Format: date-time */
                        at: string;
                        label: string | null;
                        n_events: number;
                        undo_of: number | null;
                        undone_by: number | null;
                        request_id: string | null;
                        actor: {
                            kind: string;
                            /** Format: int64 */
                            id: number;
                            /** @description of the user, or what the key is for */
                            name: string | null;
                        };
                        open: boolean;
                        /** @description What it did, in short. */
                        summary: {
                            counts: {
                                entity_type: string;
                                /** @description as an event's */
                                type: string;
                                count: number;
                            }[];
                            /** @description The first record it touched. */
                            first: {
                                entity_type: string;
                                /** Format: int64 */
                                entity_id: number;
                                /** @description As it is called now; null when it is gone. */
                                name: string | null;
                            } | null;
                            /** @description false: the counts are of its first 500 events. */
                            whole: boolean;
                        };
                        events?: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description the cursor of more events */
                        next?: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "changes.get": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** Format: date-time */
                        at: string;
                        label: string | null;
                        n_events: number;
                        undo_of: number | null;
                        undone_by: number | null;
                        request_id: string | null;
                        actor: {
                            kind: string;
                            /** Format: int64 */
                            id: number;
                            /** @description of the user, or what the key is for */
                            name: string | null;
                        };
                        open: boolean;
                        /** @description What it did, in short. */
                        summary: {
                            counts: {
                                entity_type: string;
                                /** @description as an event's */
                                type: string;
                                count: number;
                            }[];
                            /** @description The first record it touched. */
                            first: {
                                entity_type: string;
                                /** Format: int64 */
                                entity_id: number;
                                /** @description As it is called now; null when it is gone. */
                                name: string | null;
                            } | null;
                            /** @description false: the counts are of its first 500 events. */
                            whole: boolean;
                        };
                        events?: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description the cursor of more events */
                        next?: string | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "changes.undo": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** Format: date-time */
                        at: string;
                        label: string | null;
                        n_events: number;
                        undo_of: number | null;
                        undone_by: number | null;
                        request_id: string | null;
                        actor: {
                            kind: string;
                            /** Format: int64 */
                            id: number;
                            /** @description of the user, or what the key is for */
                            name: string | null;
                        };
                        open: boolean;
                        /** @description What it did, in short. */
                        summary: {
                            counts: {
                                entity_type: string;
                                /** @description as an event's */
                                type: string;
                                count: number;
                            }[];
                            /** @description The first record it touched. */
                            first: {
                                entity_type: string;
                                /** Format: int64 */
                                entity_id: number;
                                /** @description As it is called now; null when it is gone. */
                                name: string | null;
                            } | null;
                            /** @description false: the counts are of its first 500 events. */
                            whole: boolean;
                        };
                        events?: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description the cursor of more events */
                        next?: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.openapi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.entities": {
        parameters: {
            query?: {
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Without any, whoever registers owns this Kith. */
                        has_users: boolean;
                        /** @enum {string} */
                        registration: "open" | "invite" | "closed";
                        /** @description Can it send letters? */
                        mail: boolean;
                        /** @description This and what follows: of a new workspace that does not say. */
                        time_zone: string;
                        currency: string;
                        country: string;
                        version: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        version: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "meta.metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "jobs.list": {
        parameters: {
            query?: {
                state?: "waiting" | "running" | "dead";
                limit?: number;
                cursor?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** @description mail.send, trash.purge, ... */
                            kind: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "dead";
                            /**
                             * Format: date-time
                             * @description waiting: when it is due; running: when it is given up for lost; dead: null
                             */
                            run_at: string | null;
                            attempts: number;
                            last_error: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "jobs.retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** @description mail.send, trash.purge, ... */
                        kind: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "dead";
                        /**
                         * Format: date-time
                         * @description waiting: when it is due; running: when it is given up for lost; dead: null
                         */
                        run_at: string | null;
                        attempts: number;
                        last_error: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "instance.jobs": {
        parameters: {
            query?: {
                state?: "waiting" | "running" | "dead";
                limit?: number;
                cursor?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            /** @description mail.send, trash.purge, ... */
                            kind: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "dead";
                            /**
                             * Format: date-time
                             * @description waiting: when it is due; running: when it is given up for lost; dead: null
                             */
                            run_at: string | null;
                            attempts: number;
                            last_error: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "instance.jobs.retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** @description mail.send, trash.purge, ... */
                        kind: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "dead";
                        /**
                         * Format: date-time
                         * @description waiting: when it is due; running: when it is given up for lost; dead: null
                         */
                        run_at: string | null;
                        attempts: number;
                        last_error: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "views.list": {
        parameters: {
            query?: {
                /** @description Of one list only: contacts */
                entity?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: int64 */
                            id: number;
                            entity: string;
                            name: string;
                            shared: boolean;
                            position: number;
                            /** @description The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON. */
                            config: Record<string, never>;
                            /** Format: int64 */
                            owner_id: number;
                            owner_name: string;
                            mine: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "views.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it lists: contacts */
                    entity: string;
                    name: string;
                    /** @description Others see it too; needs the right to write. */
                    shared?: boolean;
                    /** @description Its place; behind the others when not given. */
                    position?: number;
                    /** @description The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON. */
                    config: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        entity: string;
                        name: string;
                        shared: boolean;
                        position: number;
                        /** @description The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON. */
                        config: Record<string, never>;
                        /** Format: int64 */
                        owner_id: number;
                        owner_name: string;
                        mine: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "views.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "views.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Others see it too; needs the right to write. */
                    shared?: boolean;
                    /** @description Its place; behind the others when not given. */
                    position?: number;
                    /** @description The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON. */
                    config?: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        entity: string;
                        name: string;
                        shared: boolean;
                        position: number;
                        /** @description The page's: filter, sort, columns, layout, q; at most 16 KiB of JSON. */
                        config: Record<string, never>;
                        /** Format: int64 */
                        owner_id: number;
                        owner_name: string;
                        mine: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "preferences.get": {
        parameters: {
            query?: {
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        values: Record<string, never>;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "preferences.merge": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A merge patch: null takes out. At most 64 KiB in all. */
                    values: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        values: Record<string, never>;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "events.stream": {
        parameters: {
            query?: {
                /** @description As Last-Event-ID, for who cannot send headers: the id of the last event seen. */
                last_event_id?: number;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "sample.make": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description 50 */
                    contacts?: number;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Undo it, and all of it is gone. */
                        change_id: number;
                        contacts: number;
                        companies: number;
                        websites: number;
                        notes: number;
                        activities: number;
                        tasks: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Company"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        name: string;
                        domain: string | null;
                        location: string | null;
                        purpose: string | null;
                        interest: string | null;
                        priority: number | null;
                        /** @enum {string|null} */
                        stage: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
                        currency: string | null;
                        deal_value: number | null;
                        /** Format: date-time */
                        expected_close_at: string | null;
                        /** @enum {string|null} */
                        status: "lead" | "prospect" | "customer" | "closed" | "trashed" | null;
                        source: string | null;
                        /** Format: date-time */
                        last_contact_at: string | null;
                        /** Format: date-time */
                        next_contact_at: string | null;
                        /** Format: int64 */
                        last_contact_note_id: number | null;
                        /** Format: int64 */
                        next_contact_note_id: number | null;
                        /** Format: int64 */
                        owner_id: number | null;
                        /** @description What the owner is called. */
                        readonly owner_name: string | null;
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyPatch"];
                "application/merge-patch+json": components["schemas"]["CompanyPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyPatch"];
                "application/merge-patch+json": components["schemas"]["CompanyPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.claim": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.release": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["CompanyPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "companies.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        name: string;
                        first_name: string | null;
                        last_name: string | null;
                        nickname: string | null;
                        job_title: string | null;
                        email: string | null;
                        phone: string | null;
                        /** Format: int64 */
                        company_id: number | null;
                        readonly company_name: string | null;
                        role: string | null;
                        department: string | null;
                        /** @enum {string|null} */
                        status: "lead" | "prospect" | "customer" | "closed" | "trashed" | null;
                        /** @enum {string|null} */
                        stage: "first_contact" | "research" | "outreach" | "follow_up" | "demo" | "closed_won" | "closed_lost" | null;
                        priority: number | null;
                        rating: number | null;
                        source: string | null;
                        relation: string | null;
                        background: string | null;
                        interests: string | null;
                        location: string | null;
                        address: string | null;
                        /** @description How this person likes to be reached. */
                        contact_medium: string | null;
                        birthday: string | null;
                        referred_by: string | null;
                        /**
                         * @description How often to be in touch; sets the next contact after each one.
                         * @enum {string|null}
                         */
                        contact_every: "weekly" | "biweekly" | "monthly" | "quarterly" | null;
                        /** Format: date-time */
                        last_contact_at: string | null;
                        /** Format: date-time */
                        next_contact_at: string | null;
                        /** Format: int64 */
                        last_contact_note_id: number | null;
                        /** Format: int64 */
                        next_contact_note_id: number | null;
                        /** Format: int64 */
                        owner_id: number | null;
                        /** @description What the owner is called. */
                        readonly owner_name: string | null;
                        /**
                         * Format: int64
                         * @description The account of this person, where it is connected; see connect.
                         */
                        readonly user_id: number | null;
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
                "application/merge-patch+json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
                "application/merge-patch+json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.claim": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.release": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["ContactPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "contacts.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Website"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsiteCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        /** @enum {string} */
                        status?: "trashed";
                        url: string;
                        purpose: string | null;
                        /** Format: int64 */
                        company_id: number | null;
                        /** Format: int64 */
                        contact_id: number | null;
                        /** Format: date-time */
                        last_contact_at: string | null;
                        /** Format: date-time */
                        next_contact_at: string | null;
                        /** Format: int64 */
                        last_contact_note_id: number | null;
                        /** Format: int64 */
                        next_contact_note_id: number | null;
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsitePatch"];
                "application/merge-patch+json": components["schemas"]["WebsitePatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsitePatch"];
                "application/merge-patch+json": components["schemas"]["WebsitePatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["WebsitePatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "websites.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Activity"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        title: string;
                        description: string | null;
                        /** @enum {string|null} */
                        type: "call" | "email" | "meeting" | "task" | "note" | "other" | null;
                        /** @enum {string|null} */
                        status: "open" | "done" | "cancelled" | "trashed" | null;
                        /** @enum {string|null} */
                        priority: "low" | "normal" | "high" | "urgent" | null;
                        /** @enum {string|null} */
                        recurrence: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
                        /** @description The day of the month meant, where the month of due_at is too short for it. */
                        readonly recur_day: number | null;
                        /** Format: date-time */
                        due_at: string | null;
                        /** Format: date-time */
                        readonly completed_at: string | null;
                        assigned_to: string | null;
                        /** Format: date-time */
                        last_contact_at: string | null;
                        /** Format: date-time */
                        next_contact_at: string | null;
                        /** Format: int64 */
                        last_contact_note_id: number | null;
                        /** Format: int64 */
                        next_contact_note_id: number | null;
                        links: {
                            /** @enum {string} */
                            entity_type: "contact" | "company" | "website" | "activity" | "task";
                            /** Format: int64 */
                            entity_id: number;
                        }[];
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityPatch"];
                "application/merge-patch+json": components["schemas"]["ActivityPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityPatch"];
                "application/merge-patch+json": components["schemas"]["ActivityPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["ActivityPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "activities.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Task"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        title: string;
                        description: string | null;
                        priority: number | null;
                        /** @enum {string|null} */
                        status: "open" | "in_progress" | "done" | "cancelled" | "trashed" | null;
                        /** Format: date-time */
                        due_at: string | null;
                        /**
                         * Format: date-time
                         * @description Hidden from due lists until then.
                         */
                        after_at: string | null;
                        /** @enum {string|null} */
                        recur: "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "yearly" | "weekdays" | null;
                        /** @description The day of the month meant, where the month of due_at is too short for it. */
                        readonly recur_day: number | null;
                        /** Format: date-time */
                        readonly completed_at: string | null;
                        assigned_to: string | null;
                        /** Format: int64 */
                        owner_id: number | null;
                        /** @description What the owner is called. */
                        readonly owner_name: string | null;
                        links: {
                            /** @enum {string} */
                            entity_type: "contact" | "company" | "website" | "activity" | "task";
                            /** Format: int64 */
                            entity_id: number;
                        }[];
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPatch"];
                "application/merge-patch+json": components["schemas"]["TaskPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPatch"];
                "application/merge-patch+json": components["schemas"]["TaskPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.claim": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.release": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["TaskPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tasks.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Words to be found. */
                q?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description true: only what is in the trash; any: that too. */
                trashed?: "true" | "false" | "any";
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Note"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        trashed_at: string | null;
                        /** @enum {string} */
                        status?: "trashed";
                        /** @enum {string|null} */
                        entity_type: "contact" | "company" | "website" | "activity" | "task" | null;
                        /** Format: int64 */
                        entity_id: number | null;
                        /** @description Markdown; the first line names the note. */
                        content: string | null;
                        reason: string | null;
                        url: string | null;
                        /** @description phone, video, e-mail, … */
                        channel: string | null;
                        /** @description It is the record's next action. */
                        is_next_contact: boolean | null;
                        /** Format: date-time */
                        readonly parent_next_contact_at: string | null;
                        /** Format: int64 */
                        readonly created_by: number | null;
                        tags: string[];
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotePatch"];
                "application/merge-patch+json": components["schemas"]["NotePatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotePatch"];
                "application/merge-patch+json": components["schemas"]["NotePatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["NotePatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "notes.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Membership"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: int64 */
                        contact_id: number;
                        /** Format: int64 */
                        company_id: number;
                        role: string | null;
                        department: string | null;
                        /** Format: date */
                        started_at: string | null;
                        /** Format: date */
                        ended_at: string | null;
                        is_primary: boolean | null;
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipPatch"];
                "application/merge-patch+json": components["schemas"]["MembershipPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipPatch"];
                "application/merge-patch+json": components["schemas"]["MembershipPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["MembershipPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "memberships.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: int64 */
                        contact_id: number;
                        /** @enum {string} */
                        kind: "email" | "phone" | "linkedin" | "telegram" | "whatsapp" | "signal" | "x" | "facebook" | "instagram" | "github" | "mastodon" | "website" | "other";
                        value: string;
                        /** @description work, home, mobile, … */
                        label: string | null;
                        is_primary: boolean | null;
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
                "application/merge-patch+json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
                "application/merge-patch+json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["ChannelPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "channels.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Domain"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.get": {
        parameters: {
            query?: {
                /** @description what hangs on it, divided by commas: channels,notes */
                include?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: int64 */
                        company_id: number;
                        name: string;
                        is_primary: boolean | null;
                        /** @description With include: a list of each that was asked for, by its name. */
                        included?: Record<string, never>;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainPatch"];
                "application/merge-patch+json": components["schemas"]["DomainPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.delete": {
        parameters: {
            query?: {
                /** @description true: for good, with what hangs on it */
                permanent?: boolean;
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag this change is meant for; 412 when the record has moved on. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainPatch"];
                "application/merge-patch+json": components["schemas"]["DomainPatch"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["DomainPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "domains.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.list": {
        parameters: {
            query?: {
                /** @description Records a page; 50 when not given. */
                limit?: number;
                /** @description Records to pass over; a cursor is cheaper. */
                offset?: number;
                /** @description `next` of the page before, with the same filter and sort. */
                cursor?: string;
                /** @description Up to three fields, joined by commas; - before one sorts it downwards. */
                sort?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description A filter as JSON: see the schema Filter. */
                filter?: string;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Tag"][];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagCreate"];
            };
        };
        responses: {
            /** @description Done; the answer. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.bulk": {
        parameters: {
            query?: never;
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description Makes a retry safe: the same key and request get the first answer again, for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An open change set that this write joins. */
                "X-Change-Id"?: components["parameters"]["ChangeId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: number[];
                    filter?: components["schemas"]["Filter"];
                    /** @enum {string} */
                    action: "update" | "add_tag" | "remove_tag" | "stage" | "trash" | "restore" | "delete" | "claim" | "release";
                    /** @description for update */
                    values?: components["schemas"]["TagPatch"];
                    /** @description for add_tag, remove_tag, stage */
                    value?: unknown;
                };
            };
        };
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    "X-Change-Id": components["headers"]["X-Change-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMedia"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
    "tags.timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description only events of this type */
                type?: string;
                /** @description Adds the exact `total`. */
                count?: boolean;
                /** @description The same, for addresses that cannot send a header. */
                workspace?: components["parameters"]["WorkspaceQuery"];
            };
            header?: {
                /** @description Another workspace of yours than the one you signed in to. */
                "X-Workspace"?: components["parameters"]["Workspace"];
                /** @description The ETag you have; 304 when it still holds. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            change_id: number;
                            /** Format: date-time */
                            at: string;
                            entity_type: string;
                            /** Format: int64 */
                            entity_id: number;
                            /** @description created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ... */
                            type: string;
                            actor: {
                                kind: string;
                                /** Format: int64 */
                                id: number;
                                /** @description of the user, or what the key is for */
                                name: string | null;
                            };
                            request_id: string | null;
                            /** @description The change set that took its own back. */
                            undone_by: number | null;
                            /** @description per field {before, after}; a removal has the full row under `row` */
                            changes: {
                                [key: string]: unknown;
                            };
                            /** @description In a timeline: what hangs on its record (a note, a task, …) as it is now; null for the record's own events, and for what is gone. */
                            record?: unknown;
                        }[];
                        /** @description The cursor of the next page; null at the end. */
                        next: string | null;
                        /** @description With count=true: how many in all. */
                        total?: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Fault"];
        };
    };
}
