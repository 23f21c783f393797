package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
)

type serveCmd struct{}

// Run serves until it is told to stop, then lets requests under way finish.
func (serveCmd) Run(e *env, c *Config) error {
	d, err := open(e, c)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := settleDemo(e, c, d); err != nil {
		return err
	}
	s, err := Build(*c, d, clock.System{}, e.log)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(e, "tcp", c.addr())
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.addr(), err)
	}
	if c.Demo {
		if err := greet(e.out, listener.Addr()); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	return s.Run(e, listener)
}

// open opens and migrates the database that the settings name.
func open(e *env, c *Config) (*db.DB, error) {
	address, err := c.database()
	if err != nil {
		return nil, err
	}
	d, err := db.Open(e, address)
	if err != nil {
		return nil, err
	}
	steps, err := d.Migrate(e)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if steps > 0 {
		e.log.Info("database migrated", "engine", d.Engine(), "steps", steps)
	}
	return d, nil
}

// Run serves on the listener, and the background work with it, until ctx ends;
// then streams are closed, and requests under way are given the configured
// time to finish.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	unwatch, err := s.watch(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer unwatch()
	address := listener.Addr().String()
	listener, leave, err := s.secure(ctx, listener)
	if err != nil {
		return err
	}
	defer leave()
	if s.traces != nil {
		defer func() {
			delivering, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.config.Shutdown)
			defer cancel()
			if err := s.traces.Stop(delivering); err != nil {
				s.log.Warn("traces are not delivered", "error", err)
			}
		}()
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	for _, job := range s.background {
		work.Go(func() { s.keepRunning(background, job) })
	}
	defer work.Wait()
	defer stop()

	failed := make(chan error, 1)
	s.Echo.Listener = listener
	go func() { failed <- s.Echo.StartServer(s.Echo.Server) }()
	if !s.config.ordering() {
		s.log.Warn("no mail server is set (CABAS_SMTP): mails become files in the data folder, and nobody can order here or start to sell")
	}
	s.log.Info("serving", "address", address, "engine", s.db.Engine(), "version", Version, "site", s.config.site())
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.log.Info("stopping")
	s.live.Close()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.config.Shutdown)
	defer cancel()
	if err := s.Echo.Shutdown(grace); err != nil {
		return fmt.Errorf("some requests were cut off: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
