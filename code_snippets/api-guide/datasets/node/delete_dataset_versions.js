const { promisify } = require("node:util");

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");
const {
  StatusCode,
} = require("clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb");

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the dataset.
const DATASET_ID = "street-scenes";
// The ID of the first dataset version.
const DATASET_VERSION_ID_1 = "4be81d07c6f24a9e93d5f0a27b1c68e3";
// The ID of the second dataset version.
const DATASET_VERSION_ID_2 = "b07f3ac9e5124d6d8c91e64f20a7d53b";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    dataset_id: DATASET_ID,
    dataset_version_ids: [DATASET_VERSION_ID_1, DATASET_VERSION_ID_2],
  };
  const call = promisify(stub.DeleteDatasetVersions.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteDatasetVersions failed: ${description} ${details}`);
  }
  console.log("DeleteDatasetVersions succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
