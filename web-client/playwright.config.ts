import { defineConfig } from '@playwright/test';

// Debian's Chromium against a server that tests/e2e/server.ts starts on a free port with an empty data folder.
export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: 'test-results/e2e',
  // Long enough for a slow machine that does two at a time: no promise here is about time.
  timeout: 480_000,
  expect: { timeout: 30_000 },
  workers: 2,
  retries: 0,
  reporter: [['list'], ['junit', { outputFile: 'test-results/e2e.xml' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.STARTEX_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
