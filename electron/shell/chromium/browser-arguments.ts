import { BOOT_PATH, HOST, ORIGIN } from './origin.ts';

type WindowMode = { readonly kind: 'window' } | { readonly kind: 'headless' };

export type BrowserOptions = {
  readonly profile: string;
  readonly port: number;
  readonly mode: WindowMode;
  readonly isRoot: boolean;
  /** Opens a debugging port; only tests and the tour ask for it. */
  readonly debuggingPort?: boolean;
};

/** Features that look something up, offer something or upload something. */
const DISABLED_FEATURES = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'SpellcheckService',
  'Translate',
  // It joins a multicast group to hide an address that nobody is told in the first place.
  'WebRtcHideLocalIpsWithMdns',
];

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-mode',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--no-service-autorun',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
  // Hides the bar that warns of the resolver rules below.
  '--test-type',
];

/** Keeps whatever the page or the browser itself might try on this machine: the first matching rule wins. */
function networkArguments(port: number | undefined): string[] {
  const ours = port === undefined ? [] : [`MAP ${HOST}:80 127.0.0.1:${port}`];
  return [
    `--host-resolver-rules=${[...ours, 'MAP * ~NOTFOUND'].join(', ')}`,
    // A proxy would resolve names in our place.
    '--no-proxy-server',
    // No content policy covers WebRTC, and it asks addresses, not names.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
}

const sandboxArguments = (isRoot: boolean) => (isRoot ? ['--no-sandbox'] : []);

/** The arguments of the browser that is the app's window. They hold no secret: other users can read them. */
export function browserArguments(options: BrowserOptions): string[] {
  const headless = [
    '--headless=new',
    '--screen-info={1280x800}{1920x1080}',
    '--window-size=1280,800',
    '--hide-scrollbars',
  ];
  return [
    '--remote-debugging-pipe',
    ...(options.debuggingPort ? ['--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1'] : []),
    `--user-data-dir=${options.profile}`,
    ...QUIET,
    ...networkArguments(options.port),
    ...(options.mode.kind === 'headless' ? headless : []),
    ...sandboxArguments(options.isRoot),
    `--app=${ORIGIN}${BOOT_PATH}`,
  ];
}

/** The arguments of the second browser, which only prints: it reaches nothing at all, not even Hotwash. */
export function printerArguments(profile: string, isRoot: boolean): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    ...QUIET,
    ...networkArguments(undefined),
    '--headless=new',
    ...sandboxArguments(isRoot),
    '--no-startup-window',
  ];
}
