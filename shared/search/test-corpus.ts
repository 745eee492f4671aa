/**
 * A made-up month of reviews for the test of relevance: what was said in four meetings, about a minute each, and what was
 * written into the reviews. The label comes before the colon.
 */
export const corpus: readonly string[] = `
a1: Good morning everybody. We look back at checkout 4.18.0, which went out on Tuesday at ten and was rolled back at eleven forty.
a2: The connection pool ran dry. db.pool.max was still at twenty, and the new worker opens two connections for each request.
a3: I saw the alarm for the pool at ten fifty, but it went to the old channel, so nobody of the on-call team looked at it.
a4: The canary ran for ten minutes with one percent of the traffic. Under so little load the pool never filled up, so it was green.
a5: We decided to roll back when the error rate passed five percent. The rollback itself took four minutes.
a6: Why did the load test not show it? It runs against a single instance with a pool of two hundred, not the settings of production.
a7: Let us write that down as a cause: the settings of the load test differ from production.
a8: Customers in Zürich and Köln were hit first, since their region gets a release before all others.
a9: Payment providers retried every failed request three times, which tripled the load on the database.
a10: Action for Priya: raise db.pool.max to sixty and alert at eighty percent of the pool. Due by the end of the month.
a11: The dashboards were fine. Latency at p95 was two hundred milliseconds until the pool ran out, then it was thirty seconds.
a12: Thank you all, we close here. The report goes to the head of payments.
b1: This is the review of search 2.7.1. The index was built anew over the weekend and the migration took nine hours instead of three.
b2: The migration locked the table of orders. Nobody had tried it on a copy with as many rows as in production.
b3: We migrated the customers first, which was quick, and then the orders, which have four hundred million rows.
b4: Reads timed out while the schema was migrating. The status page said nothing for two hours.
b5: Tomás asked for a feature flag so that old and new schema can live side by side, as we had it for the billing service.
b6: I would rather backfill in batches of ten thousand rows, at night, with a pause between them.
b7: The estimate came from a laptop with solid state disks. The production volumes allow three thousand operations a second.
b8: Replication lag grew to forty minutes, and the reporting jobs read old figures that morning.
b9: There was no way back: the down script had never been written. That is the real finding for me.
b10: Decision: every migration of more than a million rows has a script that undoes it, tried before the release.
b11: The support team heard of it from customers. Please put them on the list of people who are told before a release.
b12: We also saw error E1102 in the log of the gateway, which means that the upstream closed the connection.
c1: Welcome to the review of the mobile app 9.3.0. It crashed at start on Android 8 and we withdrew it from the store.
c2: The crash is a null pointer in the class SessionRestore. It happens when the token expired while the app was closed.
c3: Our testers have no phone with Android 8 any more. Seven percent of our users still do.
c4: The staged rollout stood at twenty percent when the crash reports came in, so eighty percent never got it.
c5: Who can stop a staged rollout? It took an hour to find somebody with the rights in the store's console.
c6: Crash-free sessions fell from 99.8 to 91 percent within three hours.
c7: Let us buy three old phones for the test lab, or rent them from a device farm.
c8: The release notes said bug fixes and improvements, which helped nobody who called the hotline.
c9: Ines will ask for rights in the console for all three team leads, this week.
c10: The token service had changed its expiry from thirty days to one day, and had told no other team about it.
c11: A contract test between app and token service would have caught it.
c12: It was nobody's fault, the two changes met by chance on one day.
d1: Release 5.0.2 of the invoice service went well. We review it because it was early by two days.
d2: What went well: the checklist, the rehearsal on staging, and one person who watched the queue the whole time.
d3: The message queue grew to sixty thousand entries and drained within ten minutes after the consumers came up.
d4: Certificates for invoice.internal.example.org expire in December. Renewal should be automatic by then.
d5: Kafka consumers rebalanced twice because the session timeout is too short for a cold start.
d6: The freeze over the holidays starts on the eighteenth. Nothing but security patches goes out after that.
d7: We predicted at most two incidents for this month and had none.
d8: CVE-2026-3141 in the image library is patched with this release.
e1: Decision: alarms of the connection pool page the on-call engineer instead of writing to a channel.
e2: Cause: the canary takes one percent of the traffic, too little to fill the pool.
e3: Cause: settings in the load test drifted away from those of production, and nothing compares them.
e4: Action: compare the settings of staging and production every night and report differences.
e5: Decision: canary releases run for an hour with five percent of the traffic.
e6: Action: write a runbook for withdrawing an app from the store.
e7: Cause: the expiry of tokens was shortened without notice.
e8: Note: the vendor of the payment gateway answered that retries can be set per merchant.
e9: Action: rehearse each long migration on a copy of the production database.
e10: Decision: we do not deploy on Fridays after noon.
e11: Note: legal asks that names of customers are kept out of the transcript.
e12: Cause: the status page is updated by hand, and whoever could was asleep.
e13: Action: the status page is fed from the monitoring.
e14: Claim: the deployment at 10:02 of checkout 4.18.0 was the first change of that day.
e15: Claim: checkout 4.17.3 ran without errors for two weeks with the same pool.
e16: Note: the feature flag new-cart-total was left on in region eu-west-1.
`
  .trim()
  .split('\n');

/** What somebody types, and what they hope for: labels of what answers it, then of what is about it, after a slash. */
export const labelledQueries: readonly string[] = `
connection pool alarm => a3 e1 / a2 a10
db.pool.max => a2 a10
pool.max => a2 a10
4.18.0 => a1 e14
v4.18.0 => a1 e14
checkout 4.17.3 => e15 / a1 e14
5.0.2 => d1
E1102 => b12
CVE-2026-3141 => d8
new-cart-total => e16
eu-west-1 => e16
invoice.internal.example.org => d4
sessionrestore => c2
p95 latency => a11
"status page" => b4 e12 e13
"load test" => a6 a7 e3
"staged rollout" => c4 c5
"down script" => b9
"ran dry" => a2
migrating => b4 / b1 b2 b3 b10 e9
migrations => b10 e9 / b1 b2 b3 b4
rolling back => a5 a1
retry => a9 e8
expired token => c2 c10 e7
crashes => c1 c2 / c4 c6
alert => a10 / a3 e1
certificate renewal => d4
rehearsed => e9 d2
zurich => a8
Koln => a8
tomas feature flag => b5 / e16
conection pool => a2 a3 e1 / a10
migratoin script => b10 / b9
replicaton lag => b8
canray traffic => a4 e2 e5
kafak consumers => d5 / d3
certficates => d4
rollbcak => a5
android phone => c3 c1 / c7
canary hour => e5 / a4
who may stop a rollout => c5 / c4 c9
settings of production and load test => e3 a6 a7 / e4
backfill in batches => b6
deploy on friday => e10
message qu => d3
holiday freeze => d6
`
  .trim()
  .split('\n');
