/** Makes the console's static files: one script, one style sheet, and the page that names them by their content. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const styles = join(home, 'styles');

/** Everything that the bundle is made of beside src/. */
export function consoleSources() {
  return [join(home, 'index.html'), ...readdirSync(styles).map((name) => join(styles, name))];
}

/** @param {string} folder where index.html and assets/ go */
export async function bundleConsole(folder) {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: join(home, 'src', 'main.tsx'),
    platform: 'browser',
    tsconfig: join(home, 'tsconfig.json'),
    // The sources say .js, as Node wants it of compiled files; here nothing was compiled before.
    resolve: { extensionAlias: { '.js': ['.tsx', '.ts', '.js'] } },
    onwarn: (warning) => {
      throw new Error(`the console could not be bundled: ${warning.message}`);
    },
  });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  const css = readdirSync(styles)
    .sort()
    .map((name) => readFileSync(join(styles, name), 'utf8'))
    .join('\n');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const write = (name, type, text) => {
    // The content is in the name, so that browsers may keep it for ever.
    const file = `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.${type}`;
    writeFileSync(join(folder, 'assets', file), text);
    return file;
  };
  const script = write('console', 'js', output[0].code);
  const style = write('console', 'css', css);
  // Its licence wants to be where its code is.
  copyFileSync(fileURLToPath(new URL('../LICENSE', import.meta.resolve('preact'))), join(folder, 'LICENSE.preact'));
  const page = readFileSync(join(home, 'index.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), page.replace('{{script}}', script).replace('{{style}}', style));
}
