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
// The ID of the pipeline step that has the versions.
const PIPELINE_STEP_ID = "train-classifier";
// The ID of the first version of the step.
const PIPELINE_STEP_VERSION_ID_1 = "5e93f07ac1d84b62a56b0d9f4e7c8a31";
// The ID of the second version of the step.
const PIPELINE_STEP_VERSION_ID_2 = "a80d4c6fe2b94175bf3e9c70d16f85b4";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    pipeline_step_id: PIPELINE_STEP_ID,
    pipeline_step_version_ids: [
      PIPELINE_STEP_VERSION_ID_1,
      PIPELINE_STEP_VERSION_ID_2,
    ],
  };
  const call = promisify(stub.DeletePipelineStepVersions.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(
      `DeletePipelineStepVersions failed: ${description} ${details}`,
    );
  }
  console.log("DeletePipelineStepVersions succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
