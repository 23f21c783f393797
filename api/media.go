package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Pictures gives the files of photos by name; an unknown name is
// fault.ErrNotFound.
type Pictures interface {
	File(ctx context.Context, name string) (io.ReadSeekCloser, error)
}

// immutable is for what never changes under its address.
const immutable = "public, max-age=31536000, immutable"

// policyPicture is for an answer that is a picture and nothing else.
const policyPicture = "default-src 'none'; sandbox"

// picture serves /media/{hash}-{size}.jpg. The name holds the hash of what is
// shown, so a copy is true for ever.
func picture(pictures Pictures) echo.HandlerFunc {
	return func(c echo.Context) error {
		name := c.Param("file")
		f, err := pictures.File(c.Request().Context(), name)
		if err != nil {
			return err
		}
		defer f.Close()
		h := c.Response().Header()
		h.Set(echo.HeaderContentType, "image/jpeg")
		h.Set(echo.HeaderCacheControl, immutable)
		h.Set(echo.HeaderContentSecurityPolicy, policyPicture)
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("ETag", `"`+name+`"`)
		http.ServeContent(c.Response(), c.Request(), "", time.Time{}, f)
		return nil
	}
}
