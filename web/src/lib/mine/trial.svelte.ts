import { Refused } from '$lib/api/client';
import { said } from '$lib/keeper/tell';

/** One thing somebody tries to do to their account: whether it is under way, what went wrong, and whether they have to prove first who they are. */
export class Trial {
	busy = $state(false);
	wrong = $state<string>();
	proving = $state(false);
	#job: (() => Promise<void>) | undefined;

	async run(job: () => Promise<void>): Promise<void> {
		this.busy = true;
		this.wrong = undefined;
		try {
			await job();
		} catch (e) {
			if (e instanceof Refused && e.code === 'account.proof_needed') {
				this.#job = job;
				this.proving = true;
			} else this.wrong = said(e);
		} finally {
			this.busy = false;
		}
	}

	/** Tries again what had to wait for the proof. */
	proved = (): void => {
		this.proving = false;
		if (this.#job) void this.run(this.#job);
	};
}

/** The digits of what was typed as a code. */
export const digits = (typed: string) => typed.replace(/\D/g, '');
