// A server that says who somebody is: oidc-provider, which others have certified against the
// standard. Whoever types a name is that person; the e-mail address of whoever is called
// `unverified` is not verified.
//
// Arguments: the folder of the packages, the port, where to lead back, and `whole` where its
// tokens hold all that it knows.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , packages, port, back, ...rest] = process.argv;
const require = createRequire(join(packages, 'x.js'));
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'larder', client_secret: 'brown bread and butter', redirect_uris: [back] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: !rest.includes('whole'),
  cookies: { keys: ['only a test'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: id,
      email: `${id}@example.org`,
      email_verified: id !== 'unverified',
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1');
