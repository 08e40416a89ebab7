// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the model.
const MODEL_ID = "street-signs-classifier";

// Nothing below needs a change.

async function main() {
  // A call that does not reach the API throws.
  const url = `https://api.clarifai.com/v2/users/${encodeURIComponent(USER_ID)}/apps/${encodeURIComponent(APP_ID)}/models/${encodeURIComponent(MODEL_ID)}/migration`;
  const response = await fetch(url, {
    method: "DELETE",
    headers: {
      Authorization: `Key ${PAT}`,
    },
  });

  const answer = await response.text();
  let status = {};
  try {
    status = JSON.parse(answer).status ?? {};
  } catch {
    // An answer that is not JSON has no status: it is shown as it came.
  }
  // clarifai.api.status.StatusCode.SUCCESS
  const success = 10000;
  if (!response.ok || status.code !== success) {
    throw new Error(
      `DeleteModelMigration failed: HTTP ${response.status} ${status.description ?? ""} ${status.details ?? ""}\n${answer}`,
    );
  }
  console.log("DeleteModelMigration succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
