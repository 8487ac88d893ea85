// Builds the user interface of one bundle. Run by Deno, from Maven:
//   build.mjs check  <bundle folder>                     types only
//   build.mjs module <bundle folder>                     a module of the desktop -> target/classes/ui/<id>/
//   build.mjs shell  <bundle folder>                     the desktop itself      -> target/classes/desktop/
//   build.mjs widget <bundle folder>                     the customers' widget   -> target/classes/widget/
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const KIT = dirname(fileURLToPath(import.meta.url));
/** What the page's import map offers; a module never packs its own copy of these. */
const SHARED = ['lit', '@live/ui', '@live/work', '@live/conversation', '@live/settings', '@live/vaadin', '@live/editor', '@live/list', '@live/dialogs'];
const KB = 1024;
const BUDGET = { module: 10 * KB, shell: 30 * KB, loader: 5 * KB, widget: 15 * KB };
const PLURAL = /\.(zero|one|two|few|many|other)$/;
/** Smaller files gain nothing. */
const COMPRESS_FROM = 400;

/** What the desktop has words for is what everybody has words for. */
const LANGUAGES = ['en', ...readdirSync(join(KIT, 'src/i18n')).map((name) => basename(name, '.json')).filter((tag) => tag !== 'en').sort()];

const [mode, folder] = Deno.args;
const bundle = resolve(folder ?? '.');
/** One word for a module everywhere: of the folder `live-ticketing`, `ticketing`. */
const id = basename(bundle).replace(/^live-/, '');

const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  nodePaths: [join(KIT, 'node_modules')],
  tsconfig: join(KIT, 'tsconfig.json'),
  define: { 'process.env.NODE_ENV': '"production"', LANGUAGES: JSON.stringify(LANGUAGES) },
  metafile: true,
  // Vaadin's usage statistics are for development only: they never enter the product.
  alias: { '@vaadin/vaadin-usage-statistics/vaadin-usage-statistics.js': join(KIT, 'src/nothing.ts') },
};

/** Templates are written to be read; their line breaks and indents need not travel. */
const dense = {
  name: 'dense-templates',
  setup: (build) => build.onLoad({ filter: /\/(src|ui)\/.*\.ts$/ }, ({ path }) => (path.includes('node_modules') ? undefined : {
    loader: 'ts',
    contents: readFileSync(path, 'utf8')
      .replace(/css`[^`]*`/g, (text) => text.replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}'))
      .replace(/\n\s*(?=<)/g, ' ').replace(/>\s*\n\s*/g, '> '),
  })),
};
common.plugins = [dense];

const hash = (content) => createHash('sha256').update(content).digest('hex').slice(0, 10);
const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const kB = (bytes) => (bytes / KB).toFixed(1) + ' kB';

function files(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)]))
    .sort();
}

function fail(message) {
  console.error(`[ui] ${message}`);
  Deno.exit(1);
}

/** TypeScript's compiler is a program of the machine's own kind; the launcher beside it would need Node. */
function typeScript() {
  const packages = join(realpathSync(join(KIT, 'node_modules/typescript')), '../@typescript');
  const native = readdirSync(packages).find((name) => /^typescript-/.test(name));
  return join(packages, native, 'lib', Deno.build.os === 'windows' ? 'tsc.exe' : 'tsc');
}

function checkTypes(dir) {
  let config = join(dir, 'tsconfig.json');
  if (!existsSync(config)) {
    // A module needs no configuration of its own: it is checked by the kit's.
    config = join(dir, 'target', 'tsconfig.json');
    mkdirSync(dirname(config), { recursive: true });
    writeFileSync(config, JSON.stringify({
      extends: join(KIT, 'tsconfig.json'),
      include: [join(dir, 'src/main/ui'), join(KIT, 'src/globals.d.ts')],
    }));
  }
  try {
    execFileSync(typeScript(), ['-p', config], { stdio: 'inherit' });
  } catch {
    fail(`types do not check in ${relative(Deno.cwd(), dir) || '.'}`);
  }
}

/** Every language says the same things: a missing word fails the build, not the agent. */
function checkWords(dir) {
  const words = join(dir, 'i18n');
  if (!existsSync(words)) return;
  const written = (tag) => {
    const file = join(words, `${tag}.json`);
    return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : fail(`${file}: the desktop speaks ${tag}, this does not`);
  };
  const meant = (tag) => new Set(written('en').flatMap((key) => {
    const counted = PLURAL.exec(key);
    return counted ? new Intl.PluralRules(tag).resolvedOptions().pluralCategories.map((form) => key.slice(0, counted.index) + `.${form}`) : [key];
  }));
  for (const tag of LANGUAGES) {
    const wanted = meant(tag);
    const own = new Set(written(tag));
    const missing = [...wanted].filter((key) => !own.has(key));
    const surplus = [...own].filter((key) => !wanted.has(key));
    if (missing.length || surplus.length) {
      fail(`${join(words, `${tag}.json`)}: missing ${missing.join(', ') || 'nothing'}; not in English, or no form of this language: ${surplus.join(', ') || 'nothing'}`);
    }
  }
}

/** Lines of some languages begin at the right: sides are named by where a line begins and ends. */
const SIDES = [
  /\b(?:margin|padding|border)-(?:left|right)\b|\btext-align: ?(?:left|right)\b|\bfloat: ?(?:left|right)\b|(?<![-\w])(?:left|right): ?[-\w]/,
  /\b(?:margin|padding|inset|border-width): ?[^\s;]+ ([^\s;]+) [^\s;]+ (?!\1[;\s}])[^\s;}]+ ?[;}]/,
];

function checkSides(dir) {
  for (const file of files(dir).filter((name) => /\.(ts|css)$/.test(name))) {
    const text = readFileSync(file, 'utf8');
    for (const style of file.endsWith('.css') ? [text] : [...text.matchAll(/css`[^`]*`/g)].map(([found]) => found)) {
      for (const side of SIDES) if (side.test(style)) fail(`${relative(Deno.cwd(), file)}: "${side.exec(style)[0]}" is wrong where lines begin at the right; say inline-start or inline-end`);
    }
  }
}

/** Every word that the code says is in the catalogue: a key that is misspelt would be shown to the agent as it is. */
function checkSaid(dir, words) {
  const known = new Set(words.flatMap((file) => (existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : []))
    .flatMap((key) => [key, key.replace(PLURAL, '')]));
  const missing = new Set();
  for (const file of files(dir).filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(file, 'utf8');
    for (const [call] of text.matchAll(/\bt\((?:[^()`]|`[^`]*`)*?[,)]/g)) {
      for (const [, key] of call.replace(/\[[^\]]*\]|[!=]==\s*'[^']*'|\{[^}]*\}/g, '').matchAll(/'([^']+)'/g)) if (!known.has(key)) missing.add(`${key} in ${basename(file)}`);
      const start = /^t\(`([a-z][a-z.-]*\.)\$\{/.exec(call)?.[1];
      if (start && ![...known].some((key) => key.startsWith(start))) missing.add(`${start}… in ${basename(file)}`);
    }
  }
  if (missing.size) fail(`words that nobody wrote: ${[...missing].join(', ')}`);
}

function compress(dir) {
  for (const file of files(dir)) {
    if (statSync(file).size < COMPRESS_FROM || !/\.(js|css|html|svg|json|txt)$/.test(file)) continue;
    const content = readFileSync(file);
    writeFileSync(file + '.gz', gzipSync(content, { level: 9 }));
    writeFileSync(file + '.br', brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }));
  }
}

/** The licences of the packages that went into the output. */
function licences(results, out) {
  const packages = new Map();
  for (const input of results.flatMap((result) => Object.keys(result.metafile.inputs))) {
    const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\/(?!.*node_modules)/.exec(resolve(input));
    if (!match || packages.has(match[2])) continue;
    const manifest = join(match[1], 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
    const text = readdirSync(match[1]).find((file) => /^licen[cs]e/i.test(file));
    packages.set(match[2], `${name} ${version} (${license})\n\n${text ? readFileSync(join(match[1], text), 'utf8').trim() : ''}\n`);
  }
  if (packages.size) writeFileSync(out, [...packages.keys()].sort().map((key) => packages.get(key)).join('\n----\n\n'));
}

async function buildModule() {
  const source = join(bundle, 'src/main/ui');
  const out = join(bundle, 'target/classes/ui', id);
  rmSync(out, { recursive: true, force: true });
  checkTypes(bundle);
  checkWords(source);
  checkSides(source);
  checkSaid(source, [join(source, 'i18n/en.json'), join(KIT, 'src/i18n/en.json')]);
  const result = await esbuild.build({
    ...common,
    entryPoints: [join(source, 'index.ts')],
    outdir: out,
    splitting: true,
    entryNames: 'index',
    chunkNames: '[name]-[hash]',
    external: SHARED,
  });
  const index = gzipped(join(out, 'index.js'));
  if (index > BUDGET.module) fail(`module ${id}: index.js is ${kB(index)} gzipped, the budget is ${kB(BUDGET.module)}; load views by import()`);
  const revision = hash(Buffer.concat(files(out).map((file) => readFileSync(file))));
  licences([result], join(out, 'licences.txt'));
  compress(out);
  // Read by the component that announces this part.
  writeFileSync(join(out, 'part.properties'), `live.ui.id=${id}\nlive.ui.api=1\nlive.ui.rev=${revision}\n`);
  const all = files(out).filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzipped(file), 0);
  console.log(`[ui] module ${id}: index ${kB(index)}, all ${kB(all)} gzipped`);
}

async function buildShell() {
  const source = join(bundle, 'src/main/ui');
  const out = join(bundle, 'target/classes/desktop');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  checkTypes(bundle);
  checkWords(source);
  checkWords(join(KIT, 'src'));
  for (const dir of [source, join(KIT, 'src')]) checkSides(dir);
  for (const dir of [source, join(KIT, 'src')]) checkSaid(dir, [join(KIT, 'src/i18n/en.json')]);

  const options = { ...common, outdir: join(out, 'assets'), splitting: true, entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]' };
  // Each shared library is a build of its own with the others outside, so that the page holds one copy of each.
  const shared = async (entry, outside, more = {}) => {
    const result = await esbuild.build({ ...options, entryPoints: [join(KIT, 'src', entry)], external: outside, conditions: ['production'], ...more });
    return { result, file: Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint)[0] };
  };
  const lit = await shared('lit.ts', []);
  const ui = await shared('index.ts', SHARED);
  // Vaadin uses the page's Lit too; only directives, which hold no state, come along with it.
  const litInside = { name: 'lit-from-the-page', setup: (build) => build.onResolve({ filter: /^(lit|lit\/index\.js|lit-element|lit-html|lit-element\/lit-element\.js|@lit\/reactive-element)$|\blit-html\.js$/ },
    () => ({ path: 'lit', external: true })) };
  const vaadin = await shared('vaadin.ts', [], { plugins: [dense, litInside] });
  const list = await shared('list.ts', [], { plugins: [dense, litInside] });
  const editor = await shared('editor.ts', SHARED);
  const work = await shared('work.ts', SHARED);
  const conversation = await shared('conversation.ts', SHARED);
  const settings = await shared('settings.ts', SHARED);
  const dialogs = await shared('dialogs.ts', SHARED);
  const main = await esbuild.build({
    ...options,
    entryPoints: ['main.ts', 'shell.css', 'start.ts'].map((name) => join(source, name)),
    external: SHARED,
    loader: { '.woff2': 'file' },
    assetNames: '[name]-[hash]',
  });
  const output = (name) => '/assets/' + basename(Object.entries(main.metafile.outputs)
    .find(([, value]) => value.entryPoint?.endsWith(name))[0]);

  /** A file and everything that it imports at once: what must arrive before it runs. */
  const graph = (result, file, seen = new Set()) => {
    if (seen.has(file)) return [];
    seen.add(file);
    const later = result.metafile.outputs[file].imports.filter((each) => each.kind === 'import-statement' && !each.external);
    return [file, ...later.flatMap((each) => graph(result, each.path, seen))];
  };
  const mainFile = Object.entries(main.metafile.outputs).find(([, value]) => value.entryPoint?.endsWith('main.ts'))[0];
  const scripts = [...new Set([...graph(lit.result, lit.file), ...graph(ui.result, ui.file), ...graph(main, mainFile)])];
  const address = (file) => '/assets/' + basename(file);
  const importMap = JSON.stringify({ imports: {
    'lit': address(lit.file), '@live/ui': address(ui.file), '@live/work': address(work.file), '@live/conversation': address(conversation.file), '@live/settings': address(settings.file),
    '@live/vaadin': address(vaadin.file), '@live/editor': address(editor.file), '@live/list': address(list.file), '@live/dialogs': address(dialogs.file),
  } });
  const html = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('%IMPORT_MAP%', importMap)
    .replaceAll('%MAIN%', output('main.ts'))
    .replaceAll('%START%', output('start.ts'))
    .replaceAll('%STYLE%', output('shell.css'))
    .replace('%PRELOAD%', scripts.map((file) => `<link rel="modulepreload" href="${address(file)}">`).join('\n    '));
  writeFileSync(join(out, 'index.html'), html);
  for (const name of existsSync(join(source, 'static')) ? readdirSync(join(source, 'static')) : []) {
    cpSync(join(source, 'static', name), join(out, name), { recursive: true });
  }
  // The one inline script of the page is its import map; the policy allows exactly that text.
  writeFileSync(join(out, 'import-map.sha256'), createHash('sha256').update(importMap).digest('base64'));
  licences([lit.result, ui.result, vaadin.result, list.result, editor.result, work.result, conversation.result, settings.result, dialogs.result, main], join(out, 'licences.txt'));

  const first = [join(out, 'index.html'), ...scripts.map((file) => resolve(file)), ...['shell.css', 'start.ts'].map((name) => join(out, output(name)))];
  const size = first.reduce((sum, file) => sum + gzipped(file), 0);
  for (const file of first) console.log(`[ui]   ${basename(file)} ${kB(gzipped(file))}`);
  console.log(`[ui] shell ${kB(size)}; on demand: vaadin ${kB(gzipped(vaadin.file))}, editor ${kB(gzipped(editor.file))}, conversation ${kB(gzipped(conversation.file))}, list ${kB(gzipped(list.file))} gzipped`);
  if (Deno.env.get('UI_SIZES')) {
    for (const file of scripts) {
      const inputs = [lit, ui, { result: main }].map(({ result }) => result.metafile.outputs[file]?.inputs).find((each) => each) ?? {};
      for (const [name, { bytesInOutput }] of Object.entries(inputs)) console.log(`[ui]     ${bytesInOutput} ${name}`);
    }
  }
  if (size > BUDGET.shell) fail(`the shell is ${kB(size)} gzipped, the budget is ${kB(BUDGET.shell)}`);
  compress(out);
}

/** What customers' pages load: a classic script that brings its launcher, and our own page within theirs. */
async function buildWidget() {
  const source = join(bundle, 'src/main/ui');
  const out = join(bundle, 'target/classes/widget');
  rmSync(out, { recursive: true, force: true });
  checkTypes(bundle);
  checkWords(source);
  checkSaid(source, [join(source, 'i18n/en.json')]);
  await esbuild.build({ ...common, format: 'iife', entryPoints: [join(source, 'loader.ts')], outfile: join(out, 'loader.js') });
  const page = await esbuild.build({ ...common, entryPoints: ['page.ts', 'page.css'].map((name) => join(source, name)), outdir: join(out, 'assets'), entryNames: '[name]-[hash]' });
  const asset = (name) => basename(Object.entries(page.metafile.outputs).find(([, value]) => value.entryPoint?.endsWith(name))[0]);
  const html = readFileSync(join(source, 'page.html'), 'utf8').replace('%SCRIPT%', `/widget/assets/${asset('page.ts')}`).replace('%STYLE%', `/widget/assets/${asset('page.css')}`);
  writeFileSync(join(out, 'page.html'), html);
  cpSync(join(source, 'i18n'), join(out, 'i18n'), { recursive: true });
  const loader = gzipped(join(out, 'loader.js'));
  if (loader > BUDGET.loader) fail(`the loader is ${kB(loader)} gzipped, the budget is ${kB(BUDGET.loader)}`);
  const size = ['page.html', 'i18n/de.json', ...['page.ts', 'page.css'].map((name) => `assets/${asset(name)}`)].reduce((sum, name) => sum + gzipped(join(out, name)), 0);
  if (size > BUDGET.widget) fail(`the widget is ${kB(size)} gzipped, the budget is ${kB(BUDGET.widget)}`);
  compress(join(out, 'assets'));
  for (const [ending, content] of [['.gz', gzipSync(readFileSync(join(out, 'loader.js')), { level: 9 })], ['.br', brotliCompressSync(readFileSync(join(out, 'loader.js')))]]) writeFileSync(join(out, 'loader.js' + ending), content);
  console.log(`[ui] widget: loader ${kB(loader)}, page ${kB(size)} gzipped`);
}

if (mode === 'check') checkTypes(bundle);
else if (mode === 'module') await buildModule();
else if (mode === 'shell') await buildShell();
else if (mode === 'widget') await buildWidget();
else fail('usage: build.mjs check|module|shell|widget <bundle folder>');
await esbuild.stop();
