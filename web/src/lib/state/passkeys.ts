import { api, ask, type Schema } from '$lib/api/client';
import { d } from '$lib/i18n/device.svelte';
import { deviceName } from './device';
import { session } from './session.svelte';

/** What the person did not confirm, or has on another device. */
export class GivenUp extends Error {}

/** Whether this browser can make and use passkeys. */
export const supported = (): boolean => typeof PublicKeyCredential === 'function' && isSecureContext;

/** Signs in with a passkey of this device, whoever it belongs to. */
export async function signIn(): Promise<void> {
	const { challengeId, options } = await ask(api.POST('/sign-in-challenges'));
	const held = await confirmed(() =>
		navigator.credentials.get({ publicKey: { challenge: bytes(options.challenge), rpId: options.rpId, timeout: options.timeout, userVerification: 'required' } })
	);
	const said = held.response as AuthenticatorAssertionResponse;
	session.take(
		await ask(
			api.POST('/sessions/passkey', {
				body: {
					challengeId,
					credentialId: text(held.rawId),
					clientDataJSON: text(said.clientDataJSON),
					authenticatorData: text(said.authenticatorData),
					signature: text(said.signature),
					userHandle: text(said.userHandle ?? new ArrayBuffer(0)),
					deviceName: deviceName()
				}
			})
		)
	);
}

/** Makes a passkey on this device for whoever is signed in. */
export async function add(): Promise<Schema<'Passkey'>> {
	const { challengeId, options } = await ask(api.POST('/me/passkey-challenges'));
	const made = await confirmed(() =>
		navigator.credentials.create({
			publicKey: {
				...options,
				challenge: bytes(options.challenge),
				user: { ...options.user, id: bytes(options.user.id) },
				excludeCredentials: options.excludeCredentials.map((c) => ({ type: c.type, id: bytes(c.id), transports: c.transports as AuthenticatorTransport[] }))
			}
		})
	);
	const said = made.response as AuthenticatorAttestationResponse;
	return ask(
		api.POST('/me/passkeys', {
			body: {
				challengeId,
				name: deviceName(),
				credentialId: text(made.rawId),
				clientDataJSON: text(said.clientDataJSON),
				attestationObject: text(said.attestationObject),
				transports: said.getTransports?.() ?? []
			}
		})
	);
}

/** What the browser gives once the person has confirmed; GivenUp when they did not. */
async function confirmed(asking: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
	try {
		const given = await asking();
		if (given instanceof PublicKeyCredential) return given;
	} catch (e) {
		if (e instanceof DOMException && e.name === 'InvalidStateError') throw new GivenUp(d.t.passkeys.already);
		if (!(e instanceof DOMException)) throw e;
	}
	throw new GivenUp(d.t.passkeys.givenUp);
}

const bytes = (base64url: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const text = (raw: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(raw))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
