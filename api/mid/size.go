package mid

import (
	"fmt"
	"net/http"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// UploadTime is how long a file may take to arrive: 15 MiB at one megabit a
// second.
const UploadTime = 2 * time.Minute

// drained is the size of a file, in bytes, that is read to its end when it is
// refused, to keep the connection. Of a greater one, or of who knows what size,
// the rest is not waited for: the answer goes at once and the connection after.
const drained = 256 << 10

// uploading marks a request that may bring a file.
const uploading = "uploading"

// Size refuses a body of more bytes than usual, or than the operation's
// x-max-bytes in the contract; whoever sends one of those has UploadTime.
func Size(contract *openapi3.T, base string, usual int64) echo.MiddlewareFunc {
	files := map[string]echo.MiddlewareFunc{}
	for path, item := range contract.Paths.Map() {
		for method, op := range item.Operations() {
			if most, ok := op.Extensions["x-max-bytes"].(float64); ok {
				files[method+" "+base+placeholder.ReplaceAllString(path, ":$1")] = bodyLimit(int64(most))
			}
		}
	}
	all := bodyLimit(usual)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		ordinary, upload := all(next), map[string]echo.HandlerFunc{}
		for name, limit := range files {
			upload[name] = limit(next)
		}
		return func(c echo.Context) error {
			handle, ok := upload[c.Request().Method+" "+c.Path()]
			if !ok {
				return ordinary(c)
			}
			c.Set(uploading, true)
			// A server that cannot wait longer keeps to its own time.
			connection := http.NewResponseController(c.Response())
			_ = connection.SetReadDeadline(time.Now().Add(UploadTime))
			_ = connection.SetWriteDeadline(time.Now().Add(UploadTime + AcceptTime))
			err := handle(c)
			if size := c.Request().ContentLength; err != nil && (size < 0 || size > drained) {
				c.Response().Header().Set(echo.HeaderConnection, "close")
			}
			return err
		}
	}
}

func bodyLimit(bytes int64) echo.MiddlewareFunc {
	return middleware.BodyLimit(fmt.Sprintf("%dB", bytes))
}
