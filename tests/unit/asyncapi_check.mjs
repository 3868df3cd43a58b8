// Parse an AsyncAPI document with the standard's own parser; print what is wrong and exit 1.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, file] = process.argv.slice(2);
const { Parser } = createRequire(resolve(modules, 'index.js'))('@asyncapi/parser');
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: resolve(file) });
const errors = diagnostics.filter((each) => each.severity === 0);
for (const each of diagnostics) console.log(each.severity, each.path.join('.'), each.message);
process.exit(document && errors.length === 0 ? 0 : 1);
