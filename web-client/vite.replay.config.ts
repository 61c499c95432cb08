// Builds replay-template.html: the viewer of a record in one page, all of it inside, for opening from disk. The server puts
// a record in its place (server/review/one_file.hpp). The page may fetch nothing and run nothing but its own script.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const onePage: Plugin = {
  name: 'startex-one-page',
  enforce: 'post',
  generateBundle(_, bundle) {
    let script = '';
    let style = '';
    for (const [name, made] of Object.entries(bundle)) {
      if (made.type === 'chunk') script += made.code;
      else if (name.endsWith('.css')) style += String(made.source);
      delete bundle[name];
    }
    // With one chunk there is nothing to load before a part is used; Vite leaves its placeholder standing.
    script = script.replaceAll('__VITE_PRELOAD__', 'void 0');
    // What would end the element means the same to a script when it is written so.
    script = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
    const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
    const source = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>Startex</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="startex-record"></script>
<script type="module">${script}</script>
</body>
</html>
`;
    this.emitFile({ type: 'asset', fileName: 'replay-template.html', source });
  },
};

export default defineConfig({
  plugins: [svelte(), onePage],
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 1_000_000,
    rolldownOptions: { input: 'src/review/one_file.ts', output: { codeSplitting: false } },
  },
});
