package mid

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// cacheBytes bounds what the cache holds; past it, it starts afresh.
const cacheBytes = 8 << 20

// copyOf is an answer kept to be given again.
type copyOf struct {
	body       []byte
	media, tag string
	header     http.Header // of told
	generation uint64
	until      time.Time
}

// toldBy are the headers that an answer sets itself, beside those every answer has.
var toldBy = []string{echo.HeaderContentSecurityPolicy, echo.HeaderCacheControl, echo.HeaderContentEncoding, "Content-Language"}

// cache keeps the answers of public reads.
type cache struct {
	mu    sync.RWMutex
	kept  map[string]copyOf
	bytes int
}

// Alike names the answer that a request gets, so that others who ask alike can
// have it too; false when it is the asker's own.
type Alike func(c echo.Context) (string, bool)

// PublicReads are the public operations that the contract gives If-None-Match,
// asked by anybody in the same language.
func PublicReads(contract *openapi3.T, base string) Alike {
	public := map[string]bool{}
	for path, item := range contract.Paths.Map() {
		if item.Get != nil && item.Get.Extensions["x-access"] == "public" && item.Get.Parameters.GetByInAndName("header", "If-None-Match") != nil {
			public[base+placeholder.ReplaceAllString(path, ":$1")] = true
		}
	}
	return func(c echo.Context) (string, bool) {
		r := c.Request()
		mine := r.Header.Get(echo.HeaderAuthorization) != "" || r.Header.Get(OrderSecretHeader) != ""
		return preferred(r.Header.Get("Accept-Language")) + r.URL.RequestURI(), public[c.Path()] && !mine
	}
}

// PublicPages are pages that are the same for all who read the same language;
// what stands after the question mark does not matter.
func PublicPages(c echo.Context) (string, bool) {
	r := c.Request()
	coding := ""
	if strings.Contains(r.Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		coding = "gzip "
	}
	return coding + preferred(r.Header.Get("Accept-Language")) + r.URL.EscapedPath(), true
}

// Cache gives the answer that another got a moment ago, while generation stands
// still (this server wrote nothing) and keep has not passed (other servers may
// have, and shops open and close). Zero keeps nothing.
func Cache(alike Alike, keep time.Duration, generation func() uint64) echo.MiddlewareFunc {
	all := &cache{kept: map[string]copyOf{}}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			h := r.Header
			key, ok := alike(c)
			if keep <= 0 || r.Method != http.MethodGet || !ok {
				return next(c)
			}
			now, current := time.Now(), generation()
			if kept, ok := all.find(key, current, now); ok {
				return kept.give(c)
			}
			outer := c.Response().Writer
			held := &held{ResponseWriter: outer, status: http.StatusOK}
			presented := h.Get("If-None-Match")
			h.Del("If-None-Match") // the whole answer is kept, whoever asked first
			err := held.during(c, next)
			if presented != "" {
				h.Set("If-None-Match", presented)
			}
			if err != nil {
				return err
			}
			if held.status != http.StatusOK {
				outer.WriteHeader(held.status)
				_, _ = outer.Write(held.body.Bytes()) // the reader has gone; nothing to tell
				return nil
			}
			kept := copyOf{held.body.Bytes(), outer.Header().Get(echo.HeaderContentType), outer.Header().Get("ETag"), http.Header{}, current, now.Add(keep)}
			for _, name := range toldBy {
				if value := outer.Header().Values(name); len(value) > 0 {
					kept.header[name] = value
				}
			}
			all.keep(key, kept)
			return kept.give(c)
		}
	}
}

func (a *cache) find(key string, generation uint64, now time.Time) (copyOf, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	kept, ok := a.kept[key]
	return kept, ok && kept.generation == generation && now.Before(kept.until)
}

func (a *cache) keep(key string, kept copyOf) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.bytes += len(key) + len(kept.body); a.bytes > cacheBytes {
		a.kept, a.bytes = map[string]copyOf{}, len(key)+len(kept.body)
	}
	a.kept[key] = kept
}

// give writes the answer, or 304 to a reader who holds it.
func (k copyOf) give(c echo.Context) error {
	ready(c)
	c.Response().Committed = true
	header := c.Response().Header()
	header.Set("ETag", k.tag)
	for name, value := range k.header {
		header[name] = value
	}
	if matches(c.Request().Header.Get("If-None-Match"), k.tag) {
		header.Del(echo.HeaderContentType)
		header.Del(echo.HeaderContentLength)
		c.Response().Status = http.StatusNotModified
		c.Response().Writer.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set(echo.HeaderContentType, k.media)
	header.Set(echo.HeaderContentLength, strconv.Itoa(len(k.body)))
	c.Response().Status = http.StatusOK
	c.Response().Writer.WriteHeader(http.StatusOK)
	_, _ = c.Response().Writer.Write(k.body) // the reader has gone; nothing to tell
	return nil
}
