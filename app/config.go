package app

import (
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Config is every setting of a Cabas server: each is a flag, and a variable
// named in brackets in --help. The zero value is not usable; kong fills in the
// defaults.
type Config struct {
	Addr            string        `env:"CABAS_ADDR" default:":8080" help:"Address to listen on; with tls-domain, :443."`
	DatabaseURL     string        `name:"database-url" env:"CABAS_DATABASE_URL" placeholder:"postgres://…" help:"PostgreSQL to use; without it, SQLite in the data folder."`
	Data            string        `env:"CABAS_DATA" default:"data" help:"Folder of the embedded database, the secret and mail files."`
	BaseURL         string        `name:"base-url" env:"CABAS_BASE_URL" placeholder:"https://…" help:"Public address of the site, used in e-mails; without it, localhost and the port of addr."`
	Demo            bool          `env:"CABAS_DEMO" help:"Serve the demonstration town, marked as such, with its mails readable on a page."`
	SMTP            string        `env:"CABAS_SMTP" placeholder:"smtp://user:password@host:587" help:"Mail server; without it, mails are written to files in the data folder and, outside the demonstration, nobody can order."`
	MailFrom        string        `name:"mail-from" env:"CABAS_MAIL_FROM" default:"Cabas <cabas@localhost>" help:"Sender of the mails."`
	Secret          string        `env:"CABAS_SECRET" placeholder:"32+ characters" help:"Secret that seals keys and links; without it, one is made in the data folder. Several servers must share it."`
	TrustProxy      bool          `name:"trust-proxy" env:"CABAS_TRUST_PROXY" help:"Believe X-Forwarded-For from a private network."`
	KeepMails       time.Duration `name:"keep-mails" env:"CABAS_KEEP_MAILS" default:"2160h" help:"How long sent and failed mails stay listed, in hours; 0 for ever."`
	KeepFacts       time.Duration `name:"keep-facts" env:"CABAS_KEEP_FACTS" default:"2160h" help:"How long what happened stays listed once it was told, in hours; 0 for ever."`
	KeepUnconfirmed time.Duration `name:"keep-unconfirmed" env:"CABAS_KEEP_UNCONFIRMED" default:"720h" help:"How long guests stay known whose order was never confirmed, in hours; 0 for ever."`
	KeepGuests      time.Duration `name:"keep-guests" env:"CABAS_KEEP_GUESTS" default:"26280h" help:"How long guests stay known by their orders, in hours; 0 for ever."`
	KeepAudit       time.Duration `name:"keep-audit" env:"CABAS_KEEP_AUDIT" default:"8760h" help:"How long privileged acts stay in the audit trail, in hours; 0 for ever."`
	Files           string        `env:"CABAS_FILES" placeholder:"s3://bucket?region=…" help:"Bucket of an S3 service for photos, its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without it, the folder photos of the data folder. Several servers must share it."`
	LogLevel        slog.Level    `name:"log-level" env:"CABAS_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
	LogFormat       string        `name:"log-format" env:"CABAS_LOG_FORMAT" enum:"text,json" default:"text" help:"text or json."`
	Shutdown        time.Duration `env:"CABAS_SHUTDOWN" default:"15s" help:"Time that requests under way are given when the server stops."`
	Cache           time.Duration `env:"CABAS_CACHE" default:"1s" help:"How long an answer to somebody not signed in may be given again; a change on this server shows at once all the same. 0s for never."`
	InFlight        int           `name:"in-flight" env:"CABAS_IN_FLIGHT" default:"256" help:"Requests dealt with at a time, half of them of one address; whoever comes beyond them is told to come back."`
	AdminAddr       string        `name:"admin-addr" env:"CABAS_ADMIN_ADDR" placeholder:"localhost:9090" help:"Address of /metrics and /debug/pprof, for the machine's keeper alone; without it, there are none."`
	Rate            float64       `env:"CABAS_RATE" default:"50" help:"Requests per second allowed to one address, and to one account."`
	TLSDomain       []string      `name:"tls-domain" env:"CABAS_TLS_DOMAIN" placeholder:"cabas.example.org" help:"Names of this site to obtain a certificate for; the server then speaks HTTPS itself, on :443 unless addr says otherwise."`
	TLSAcceptTerms  bool          `name:"tls-accept-terms" env:"CABAS_TLS_ACCEPT_TERMS" help:"Accept the terms of the authority that gives the certificate; nothing is asked of it without."`
	TLSEmail        string        `name:"tls-email" env:"CABAS_TLS_EMAIL" placeholder:"you@example.org" help:"Where the authority writes when something is wrong with the certificate."`
	TLSPlainAddr    string        `name:"tls-plain-addr" env:"CABAS_TLS_PLAIN_ADDR" default:":80" help:"Address where the authority asks, and from where everybody else is sent to HTTPS."`
	TLSDirectory    string        `name:"tls-directory" env:"CABAS_TLS_DIRECTORY" default:"https://acme-v02.api.letsencrypt.org/directory" help:"Directory of the authority (ACME)."`
	Tiles           string        `env:"CABAS_TILES" placeholder:"https://…/{z}/{x}/{y}.png" help:"Address of the squares of maps; without it, maps are plain plans."`
	TilesCredit     string        `name:"tiles-credit" env:"CABAS_TILES_CREDIT" default:"© OpenStreetMap" help:"Whom to name on maps."`
	CORSOrigins     []string      `name:"cors-origins" env:"CABAS_CORS_ORIGINS" placeholder:"https://…,https://…" help:"Other sites whose pages may call the interface; none unless named."`

	// Web is the built web app; nil is the one compiled in.
	Web fs.FS `kong:"-"`
	// PushTransport is how push services are called: public addresses alone
	// unless a test has a service of its own. No flag or variable sets it.
	PushTransport http.RoundTripper `kong:"-"`
}

// usualAddr is where Addr points unless it is set.
const usualAddr = ":8080"

// tilesForm is an address on one host that names a square by z, x and y, in
// this order.
var tilesForm = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]+)?/[^{}\s]*\{z\}[^{}\s]*\{x\}[^{}\s]*\{y\}[^{}\s]*$`)

// Validate answers why the settings cannot work; kong calls it.
func (c Config) Validate() error {
	u, err := url.Parse(c.site())
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("base-url must be a full address such as https://cabas.example.org")
	}
	if c.Secret != "" && len(c.Secret) < 32 {
		return errors.New("secret must have at least 32 characters")
	}
	if len(c.TLSDomain) > 0 && !c.TLSAcceptTerms {
		return errors.New("tls-domain needs tls-accept-terms: read the terms of the authority first (https://letsencrypt.org/repository/)")
	}
	if len(c.TLSDomain) > 0 && u.Scheme != "https" {
		return errors.New("base-url must begin with https:// beside tls-domain")
	}
	if c.Tiles != "" && !tilesForm.MatchString(c.Tiles) {
		return errors.New("tiles must be the address of a square on one host, such as https://tile.example.org/{z}/{x}/{y}.png")
	}
	for _, origin := range c.CORSOrigins {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Scheme+"://"+u.Host != origin || strings.Contains(u.Host, "*") {
			return errors.New("cors-origins must be exact origins such as https://www.example.org, without a path")
		}
	}
	return nil
}

// tilesOrigin is the one other host that pages may show pictures of.
func (c Config) tilesOrigin() string {
	u, err := url.Parse(c.Tiles)
	if c.Tiles == "" || err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// database is the address that infra/db opens.
func (c Config) database() (string, error) {
	if c.DatabaseURL != "" {
		return c.DatabaseURL, nil
	}
	folder, err := filepath.Abs(c.Data)
	return "sqlite://" + folder, err
}

// addr is where to listen: the port of HTTPS where a certificate is obtained
// and nobody says otherwise.
func (c Config) addr() string {
	if len(c.TLSDomain) > 0 && c.Addr == usualAddr {
		return ":443"
	}
	return c.Addr
}

// site is the public address without a slash at its end: that of the
// certificate, or this machine's where none is set, so that links in mails lead
// to the port that is listened on.
func (c Config) site() string {
	if c.BaseURL == "" {
		_, port, _ := net.SplitHostPort(c.addr()) // listening says what is wrong with it
		if len(c.TLSDomain) > 0 && port == "443" {
			return "https://" + c.TLSDomain[0]
		}
		if len(c.TLSDomain) > 0 {
			return "https://" + net.JoinHostPort(c.TLSDomain[0], port)
		}
		return "http://" + net.JoinHostPort("localhost", port)
	}
	return strings.TrimRight(c.BaseURL, "/")
}
