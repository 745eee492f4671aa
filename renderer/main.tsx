import { config } from 'zod';
import { invariant } from '../shared/lib/invariant.ts';
import './ui/base.css';
import { beginWhereItWas } from './state/route.ts';
import { followTheme } from './ui/theme.ts';

// The page's policy forbids code made from text. zod would try it once, as the first schema is made, and be reported;
// so this comes before any module that holds a schema.
config({ jitless: true });

const root = document.getElementById('root');
invariant(root !== null, 'the page has its root');
followTheme();
// Asking for names opens the browser's storage, which takes as long as reading the scripts does: both at once.
void indexedDB.databases();
const page = import('./page.tsx');
// The room is what a facilitator waits for, so it is fetched beside the page and not after it.
if (!location.pathname.startsWith('/audience') && beginWhereItWas().place === 'room')
  void import('./room-with-causes.tsx');
const { startPage } = await page;
startPage(root);
