#!/usr/bin/env node
import 'reflect-metadata';
import { commandLine } from './commands';
import { tellFailure } from './told';

// A reader that has had enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

commandLine().parseAsync().catch(tellFailure);
