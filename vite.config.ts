import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the console to dist/console for Chromium 86 and later; every file but index.html carries a hash in its name. */
export default defineConfig({
  root: 'src/entry/console',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../../dist/console',
    emptyOutDir: true,
    target: 'chrome80',
    cssTarget: 'chrome80',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { port: 8101, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
