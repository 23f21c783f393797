package front

import (
	"context"
	"sync"

	"cabas/api/mid"
)

// missing keeps the drawn pages that say there is nothing, by name and
// language: they are all alike, and whoever tries addresses costs no drawing.
type missing struct {
	mu   sync.Mutex
	held map[string][2]string
}

// draw draws a page and puts it on its sheet.
func (p *Pages) draw(ctx context.Context, v view) ([]byte, error) {
	language := mid.LanguageOf(ctx)
	head, body, err := p.drawn(ctx, v, language)
	if err != nil {
		return nil, err
	}
	inside, err := v.told.inside(language)
	if err != nil {
		return nil, err
	}
	ours := ""
	if v.told.status() == 200 {
		if v.social.card.title != "" {
			v.social.picture = p.Site + v.cardPath()
		}
		if ours, err = v.social.head(p.Site+v.path, language, p.Demo); err != nil {
			return nil, err
		}
	}
	return p.sheets[v.name].write(language, ours, head, body, inside), nil
}

func (p *Pages) drawn(ctx context.Context, v view, language string) (head, body string, err error) {
	key := v.name + " " + language
	lost := v.told.status() != 200
	if lost {
		p.missing.mu.Lock()
		held, ok := p.missing.held[key]
		p.missing.mu.Unlock()
		if ok {
			return held[0], held[1], nil
		}
	}
	asked, err := v.asked(language)
	if err != nil {
		return "", "", err
	}
	if head, body, err = p.Draw.Draw(ctx, asked); err == nil && lost {
		p.missing.mu.Lock()
		defer p.missing.mu.Unlock()
		if p.missing.held == nil {
			p.missing.held = map[string][2]string{}
		}
		p.missing.held[key] = [2]string{head, body}
	}
	return head, body, err
}
