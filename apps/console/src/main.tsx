import { render } from 'preact';
import { App } from './app.js';
import { followLinks, go, here, hrefOf } from './router.js';

if (here().path === '') go(hrefOf('articles'), 'replace');
followLinks();
const root = document.getElementById('console');
if (root !== null) render(<App />, root);
