/** Numbers questions to the server, so that an answer that comes late undoes nothing newer. */
export class Turns {
	#asked = 0;
	#taken = 0;

	/** The number of the question that is asked now. */
	ask(): number {
		return ++this.#asked;
	}
	/** Whether something newer than the answer to this question is known. */
	late(asked: number): boolean {
		return asked < this.#taken;
	}
	/** Takes the answer to a question; false where it comes too late to be taken. */
	take(asked: number): boolean {
		if (this.late(asked)) return false;
		this.#taken = asked;
		return true;
	}
	/** Something is known now that was not asked for, from an action's answer: what was asked before comes too late. */
	know(): void {
		this.#taken = ++this.#asked;
	}
	/** Whether nothing was asked, and nothing became known, since this question. */
	last(asked: number): boolean {
		return asked === this.#asked;
	}
}
