package push

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

const (
	saltLen = 16
	// recordSize is the one record that a message is; padded is how long every
	// message is made, so that its length tells nothing.
	recordSize = 4096
	padded     = 512
)

// encrypt seals a message for a device alone (RFC 8291): the header of RFC
// 8188, then one record.
func encrypt(text, device, auth []byte) ([]byte, error) {
	once, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails
	filled := append(append([]byte(nil), text...), 2)
	if len(filled) < padded {
		filled = append(filled, make([]byte, padded-len(filled))...)
	}
	return seal(filled, device, auth, once, salt)
}

// seal encrypts a record that is delimited and padded already.
func seal(record, device, auth []byte, once *ecdh.PrivateKey, salt []byte) ([]byte, error) {
	if len(record)+16 > recordSize {
		return nil, fmt.Errorf("a message of %d bytes is too long", len(record))
	}
	to, err := ecdh.P256().NewPublicKey(device)
	if err != nil {
		return nil, err
	}
	shared, err := once.ECDH(to)
	if err != nil {
		return nil, err
	}
	from := once.PublicKey().Bytes()
	info := "WebPush: info\x00" + string(device) + string(from)
	material, err := hkdf.Key(sha256.New, shared, auth, info, 32)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, err
	}
	nonce, err := hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint32(append([]byte(nil), salt...), recordSize)
	out = append(append(out, byte(len(from))), from...)
	return gcm.Seal(out, nonce, record, nil), nil
}
