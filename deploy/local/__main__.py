"""Run `python deploy/local …`: real servers and every service as local processes, without Docker."""

from winnow_local.cli import main

raise SystemExit(main())
