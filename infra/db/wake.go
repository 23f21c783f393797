package db

// OnWork has f called after every commit that left work for later (facts
// recorded, mails queued), so that the background work of this server need not
// wait to look. It must not block.
func (d *DB) OnWork(f func()) { d.wake.Store(&f) }

func (d *DB) awaken() {
	if f := d.wake.Load(); f != nil {
		(*f)()
	}
}

// leave notes that the handle left work for later, to be told when it commits.
func (h Handle) leave() {
	if h.left != nil {
		*h.left = true
		return
	}
	h.db.awaken()
}
