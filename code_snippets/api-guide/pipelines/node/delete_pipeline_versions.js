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
// The ID of the pipeline that has the versions.
const PIPELINE_ID = "nightly-retraining";
// The ID of the first pipeline version.
const PIPELINE_VERSION_ID_1 = "0c6e8a51f7d94b3f8d20b5e9a7c4f163";
// The ID of the second pipeline version.
const PIPELINE_VERSION_ID_2 = "d7f29b04e8a54c6b91e3c0d85f6a7b12";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    pipeline_id: PIPELINE_ID,
    pipeline_version_ids: [PIPELINE_VERSION_ID_1, PIPELINE_VERSION_ID_2],
  };
  const call = promisify(stub.DeletePipelineVersions.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeletePipelineVersions failed: ${description} ${details}`);
  }
  console.log("DeletePipelineVersions succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
