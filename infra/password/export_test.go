package password

// Occupy takes every turn until the answer is called.
func (h *Hasher) Occupy() func() {
	for range atOnce {
		h.turns <- struct{}{}
	}
	return func() {
		for range atOnce {
			<-h.turns
		}
	}
}
