package handler

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"cabas/api/mid"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/repeat"
)

// attemptOf names an attempt by the Idempotency-Key that came with it, for this
// caller and operation. Without a key it names none.
func attemptOf(ctx context.Context, operation string, key *string, body any) repeat.Key {
	if key == nil {
		return repeat.Key{}
	}
	b, err := json.Marshal(body)
	if err != nil {
		panic("handler: a body that was read cannot be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return repeat.Key{
		Scope: mid.CallerOf(ctx).Actor.Account.String() + " " + operation, Name: *key,
		Digest: base64.RawURLEncoding.EncodeToString(sum[:]),
	}
}

// versionOf reads the version that an If-Match presents.
func versionOf(match string) (int64, error) {
	version, err := strconv.ParseInt(strings.Trim(match, `"`), 10, 64)
	if err != nil {
		return 0, fault.ErrStale.Because(err)
	}
	return version, nil
}
