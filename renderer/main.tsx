import { config } from 'zod';
import { invariant } from '../shared/lib/invariant.ts';
import './ui/base.css';
import { followTheme } from './ui/theme.ts';

// The page's policy forbids code made from text. zod would try it once, as the first schema is made, and be reported;
// so this comes before any module that holds a schema.
config({ jitless: true });

const root = document.getElementById('root');
invariant(root !== null, 'the page has its root');
followTheme();
const { startPage } = await import('./page.tsx');
startPage(root);
