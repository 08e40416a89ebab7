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
// The ID of the workflow.
const WORKFLOW_ID = "traffic-camera-tagging";
// The ID of the first workflow version.
const WORKFLOW_VERSION_ID_1 = "d85c0f6e21b74a7f86a93e0b5d4c1f92";
// The ID of the second workflow version.
const WORKFLOW_VERSION_ID_2 = "2f19b7d4c0e84f5ba17d68c3e95a0b4f";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    workflow_id: WORKFLOW_ID,
    workflow_version_ids: [WORKFLOW_VERSION_ID_1, WORKFLOW_VERSION_ID_2],
  };
  const call = promisify(stub.DeleteWorkflowVersions.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteWorkflowVersions failed: ${description} ${details}`);
  }
  console.log("DeleteWorkflowVersions succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
